// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of SignalRfft: everything happens in the output, which has room for the complex transform. */
import { createCBody } from "../../../codegen/c/c-body.js";
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import type { KernelEmitter } from "../../definition.js";
import { type FftAttributes, fftType } from "../../shared/fft-attributes.js";
import { type FftArithmetic, fftArithmetic, emitTransform } from "../../shared/fft-c.js";
import { fftOne, fftPlan, type FftType } from "../../shared/fft-plan.js";
import { inputTensor } from "../../shared/operands.js";
import { rowCount, rowLength } from "../../shared/row-constraints.js";

export const signalRfftScalar = { isa: "scalar", emit: emitSignalRfft } as const satisfies KernelEmitter<FftAttributes>;

function emitSignalRfft(view: NodeView<FftAttributes>, kernel: KernelWriter): void {
  const { fftLength } = view.node.attributes;
  const type = fftType(view);
  const plan = fftPlan(fftLength, type, false);
  const input = inputTensor(view, 0);
  const rows = rowCount(input);
  const arithmetic = fftArithmetic(kernel, type);
  const part = kernel.shared(`fft_real_${type}`, (name) => partingFunction(name, arithmetic, type));
  const comment = `cos and sin of -pi (1/2 + i / ${plan.points})`;
  const roots = kernel.constant({ name: "real_twiddles", dtype: type, values: plan.realTwiddles, comment });
  const transform = (x: string, y: string): void => {
    emitTransform(kernel, plan, type, { input: x, output: y, inputElements: rowLength(input) });
    kernel.print`${part}(${y}, ${roots}, ${plan.points});`;
  };
  if (rows === 1) {
    transform(kernel.input(0), kernel.output(0));
    return;
  }
  const [source, target] = [kernel.input(0), kernel.output(0)];
  kernel.block(`for (int32_t row = 0; row < ${rows}; row++)`, () => {
    kernel.print`
      const ${type}_t *const x = ${source} + row * ${rowLength(input)};
      ${type}_t *const y = ${target} + row * ${fftLength + 2};
    `;
    transform("x", "y");
  });
}

function partingFunction(name: string, arithmetic: FftArithmetic, type: FftType): string {
  const { multiply, difference, sum, add, subtract, type: scalar } = arithmetic;
  const half = Math.floor(fftOne(type) / 2);
  const halved = (a: string, operator: "+" | "-", b: string): string => {
    // 16-bit sums keep their carry before they are halved.
    if (type === "int16") return `(${scalar})((${a} ${operator} ${b}) >> 1)`;
    return `${operator === "+" ? add : subtract}(${a}, ${b}) >> 1`;
  };
  const body = createCBody();
  body.print`
    /*
     * Parts the transform of even and odd samples, taken as real and imaginary parts of \`points\` numbers, and joins
     * them to the spectrum of all samples, in place; there is room for one number more.
     */`;
  body.block(`static void ${name}(${scalar} *data, const ${scalar} *twiddles, int32_t points)`, () => {
    body.print`
      const ${scalar} dc_r = ${multiply}(data[0], ${half});
      const ${scalar} dc_i = ${multiply}(data[1], ${half});

      data[0] = ${add}(dc_r, dc_i);
      data[1] = 0;
      data[2 * points] = ${subtract}(dc_r, dc_i);
      data[2 * points + 1] = 0;
    `;
    body.block("for (int32_t k = 1; k <= points / 2; k++)", () => {
      body.print`
        ${scalar} *const low = data + 2 * k;
        ${scalar} *const high = data + 2 * (points - k);
        const ${scalar} *const t = twiddles + 2 * (k - 1);
        const ${scalar} low_r = ${multiply}(low[0], ${half});
        const ${scalar} low_i = ${multiply}(low[1], ${half});
        const ${scalar} high_r = ${multiply}(high[0], ${half});
        const ${scalar} high_i = ${multiply}(${subtract}(0, high[1]), ${half});
        const ${scalar} even_r = ${add}(low_r, high_r);
        const ${scalar} even_i = ${add}(low_i, high_i);
        const ${scalar} apart_r = ${subtract}(low_r, high_r);
        const ${scalar} apart_i = ${subtract}(low_i, high_i);
        const ${scalar} odd_r = ${difference}(apart_r, t[0], apart_i, t[1]);
        const ${scalar} odd_i = ${sum}(apart_r, t[1], apart_i, t[0]);

        low[0] = ${halved("even_r", "+", "odd_r")};
        low[1] = ${halved("even_i", "+", "odd_i")};
        /* The middle one is its own mirror; this value stays. */
        high[0] = ${halved("even_r", "-", "odd_r")};
        high[1] = ${halved("odd_i", "-", "even_i")};
      `;
    });
  });
  return body.toString();
}
