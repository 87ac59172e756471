// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of SignalIrfft: joins the spectrum in scratch memory, transforms it into the output. */
import { createCBody } from "../../../codegen/c/c-body.js";
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import { elementBytes } from "../../../ir/dtype.js";
import type { NodeView } from "../../../ir/graph.js";
import type { KernelEmitter } from "../../definition.js";
import { type FftAttributes, fftType } from "../../shared/fft-attributes.js";
import { emitTransform, type FftArithmetic, fftArithmetic } from "../../shared/fft-c.js";
import { fftOne, fftPlan, type FftType } from "../../shared/fft-plan.js";
import { inputTensor } from "../../shared/operands.js";
import { rowCount } from "../../shared/row-constraints.js";

export const signalIrfftScalar = {
  isa: "scalar",
  memory(view: NodeView<FftAttributes>) {
    const bytes = elementBytes(fftType(view));
    const size = view.node.attributes.fftLength * bytes;
    return { scratch: [{ label: "joined spectrum", size, alignment: bytes }], overlaps: [] };
  },
  emit: emitSignalIrfft,
} as const satisfies KernelEmitter<FftAttributes>;

function emitSignalIrfft(view: NodeView<FftAttributes>, kernel: KernelWriter): void {
  const { fftLength } = view.node.attributes;
  const type = fftType(view);
  const plan = fftPlan(fftLength, type, true);
  const rows = rowCount(inputTensor(view, 0));
  const arithmetic = fftArithmetic(kernel, type);
  const join = kernel.shared(`fft_real_inverse_${type}`, (name) => joiningFunction(name, arithmetic, type));
  const comment = `cos and sin of pi (1/2 + i / ${plan.points})`;
  const roots = kernel.constant({ name: "real_twiddles", dtype: type, values: plan.realTwiddles, comment });
  const [source, target] = [kernel.input(0), kernel.output(0)];
  kernel.print`${type}_t *const joined = (${type}_t *)(void *)${kernel.scratch(0)};`;
  const transform = (x: string, y: string): void => {
    kernel.print`${join}(${x}, joined, ${roots}, ${plan.points});`;
    emitTransform(kernel, plan, type, { input: "joined", output: y, inputElements: fftLength });
  };
  if (rows === 1) {
    transform(source, target);
    return;
  }
  kernel.block(`for (int32_t row = 0; row < ${rows}; row++)`, () => {
    kernel.print`${type}_t *const y = ${target} + row * ${fftLength};`;
    transform(`${source} + row * ${fftLength + 2}`, "y");
  });
}

function joiningFunction(name: string, arithmetic: FftArithmetic, type: FftType): string {
  const { multiply, difference, sum, add, subtract, type: scalar } = arithmetic;
  const half = Math.floor(fftOne(type) / 2);
  const body = createCBody();
  body.print`/* Joins a spectrum of points + 1 numbers to one whose inverse has even and odd samples as its two parts. */`;
  const head = `static void ${name}(const ${scalar} *spectrum, ${scalar} *data, const ${scalar} *twiddles, int32_t points)`;
  body.block(head, () => {
    body.print`
      data[0] = ${multiply}(${add}(spectrum[0], spectrum[2 * points]), ${half});
      data[1] = ${multiply}(${subtract}(spectrum[0], spectrum[2 * points]), ${half});
    `;
    body.block("for (int32_t k = 1; k <= points / 2; k++)", () => {
      body.print`
        const ${scalar} *const low = spectrum + 2 * k;
        const ${scalar} *const high = spectrum + 2 * (points - k);
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

        data[2 * k] = ${add}(even_r, odd_r);
        data[2 * k + 1] = ${add}(even_i, odd_i);
        data[2 * (points - k)] = ${subtract}(even_r, odd_r);
        data[2 * (points - k) + 1] = ${subtract}(odd_i, even_i);
      `;
    });
  });
  return body.toString();
}
