// SPDX-License-Identifier: Apache-2.0
/**
 * Portable C99 kernel of UNIDIRECTIONAL_SEQUENCE_LSTM, and what other kernels share with it. All four gates of a unit
 * are computed together; the hidden state of a step is the output row of the step before.
 */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import { elementBytes } from "../../../ir/dtype.js";
import type { NodeView } from "../../../ir/graph.js";
import { integerRange } from "../../../quant/activation.js";
import type { SigmoidScaling } from "../../../quant/sigmoid-table.js";
import { sigmoidTable } from "../../../quant/sigmoid-table.js";
import type { KernelEmitter } from "../../definition.js";
import type { Accumulation } from "../../shared/conv-accumulation.js";
import { scaledExpression } from "../../shared/dense-sums.js";
import { rescaleExpression } from "../../shared/rescale-c.js";
import type { LstmAttributes } from "../attributes.js";
import { GATE_SCALING, type LstmCell, lstmCell, type LstmGate } from "../cell.js";
import { type GateProducts, gateProducts } from "./gate-products.js";
import { CELL_STATE, GATES, HIDDEN_STATE, INPUT } from "../inputs.js";

export const lstmScalar = {
  isa: "scalar",
  emit: (view, kernel) => {
    emitLstm(view, kernel, gateProducts);
  },
} as const satisfies KernelEmitter<LstmAttributes>;

const INT16 = integerRange("int16");
/** Products of two gates: neither sigmoid is ever −32768. */
const PRODUCT = { min: -32767 * 32768, max: 32767 * 32767 };

/** Prints the loops over batches, steps and units around the sums that `productsOf` provides. */
export function emitLstm(
  view: NodeView<LstmAttributes>,
  kernel: KernelWriter,
  productsOf: (kernel: KernelWriter, lstm: LstmCell, kind: keyof LstmGate) => GateProducts,
): void {
  const lstm = lstmCell(view);
  const { batches, steps, inputs, units, element, timeMajor } = lstm;
  const type = `${element}_t`;
  kernel.include("tinygen_fixed_point.h");
  kernel.include("tinygen_sigmoid.h");
  kernel.include("tinygen_compiler.h");
  kernel.include("string.h");
  const forInput = productsOf(kernel, lstm, "input");
  const forHidden = productsOf(kernel, lstm, "recurrent");
  const table = kernel.constant({
    name: "sigmoid",
    dtype: "uint16",
    values: sigmoidTable(),
    comment: "sigmoid(i / 24) in Q0.16",
  });
  const [x, hidden, cells, output] = [
    kernel.input(INPUT),
    kernel.input(HIDDEN_STATE),
    kernel.input(CELL_STATE),
    kernel.output(0),
  ];
  const row = (name: string, depth: number): string => {
    const stride = timeMajor ? depth : steps * depth;
    return batches === 1 ? name : `${name} + b * ${stride}`;
  };
  const sequence = (): void => {
    const state = (name: string): string => (batches === 1 ? name : `${name} + b * ${units}`);
    kernel.print`
      const ${type} *x = ${row(x, inputs)};
      ${type} *y = ${row(output, units)};
      /* The hidden state of a step is the output of the step before. */
      const ${type} *h = ${state(hidden)};
      int16_t *const cell = ${state(cells)};
    `;
    kernel.block(`for (int32_t step = 0; step < ${steps}; step++)`, () => {
      for (const line of [forInput.prepare?.("x"), forHidden.prepare?.("h")])
        if (line !== undefined) kernel.print`${line}`;
      kernel.block(`for (int32_t u = 0; u < ${units}; u++)`, () => {
        emitUnit(kernel, lstm, { forInput, forHidden, table });
      });
      const stride = timeMajor ? batches : 1;
      kernel.print`
        h = y;
        x += ${stride * inputs};
        y += ${stride * units};
      `;
    });
    kernel.print`(void)memcpy(${state(hidden)}, h, ${units * elementBytes(element)}u);`;
  };
  if (batches === 1) sequence();
  else kernel.block(`for (int32_t b = 0; b < ${batches}; b++)`, sequence);
}

interface UnitSymbols {
  readonly forInput: GateProducts;
  readonly forHidden: GateProducts;
  readonly table: string;
}

function emitUnit(kernel: KernelWriter, lstm: LstmCell, { forInput, forHidden, table }: UnitSymbols): void {
  const { element, clip } = lstm;
  kernel.print`
    ${forInput.sumType} from_x[4];
    ${forHidden.sumType} from_h[4];
    ${forInput.call("x", "from_x")}
    ${forHidden.call("h", "from_h")}
  `;
  GATES.forEach((gate, i) => {
    const parts = [
      scaledExpression(forInput.accumulations[i] as Accumulation, `from_x[${i}]`),
      scaledExpression(forHidden.accumulations[i] as Accumulation, `from_h[${i}]`),
    ].map(saturated);
    const nonlinearity = gate === "cell" ? "tanh" : "sigmoid";
    const sum = saturated(parts.join(" +\n        "));
    kernel.print`const int32_t ${gate}_gate = tinygen_${nonlinearity}_int16(${argument(sum, GATE_SCALING)}, ${table});`;
  });
  const scaled = (x: string, factor: LstmCell["inputFactor"], zeroPoint = 0): string =>
    rescaleExpression(kernel, { x, from: PRODUCT, ...factor, zeroPoint });
  const kept = saturated(scaled("forget_gate * cell[u]", lstm.forgetFactor));
  const added = saturated(scaled("input_gate * cell_gate", lstm.inputFactor));
  const sum = saturated(`${kept} +\n        ${added}`);
  const clipped = clip === undefined ? sum : `tinygen_clamp(${sum}, ${-clip}, ${clip})`;
  const { min, max } = integerRange(element);
  const product = scaled("squashed * output_gate", lstm.outputFactor, lstm.hiddenZeroPoint);
  kernel.print`
    const int32_t next = ${clipped};
    cell[u] = (int16_t)next;
    const int32_t squashed = tinygen_tanh_int16(${argument("next", lstm.tanh)}, ${table});
    y[u] = tinygen_clamp_${element}(${product}, ${min}, ${max});
  `;
}

function saturated(value: string): string {
  return `tinygen_clamp(${value}, ${INT16.min}, ${INT16.max})`;
}

function argument(x: string, { multiplier, shift }: SigmoidScaling): string {
  return shift === 0 ? `${x} * ${multiplier}` : `(${x} * ${multiplier} + ${2 ** (shift - 1)}) >> ${shift}`;
}
