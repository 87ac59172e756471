// SPDX-License-Identifier: Apache-2.0
/**
 * Portable C99 kernel of UNIDIRECTIONAL_SEQUENCE_LSTM. All four gates of a unit are computed together from interleaved
 * weights; the hidden state of a step is the output row of the step before, so no scratch memory is needed.
 */
import { createCBody } from "../../../codegen/c/c-body.js";
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import { elementBytes } from "../../../ir/dtype.js";
import type { NodeView } from "../../../ir/graph.js";
import { integerRange } from "../../../quant/activation.js";
import type { SigmoidScaling } from "../../../quant/sigmoid-table.js";
import { sigmoidTable } from "../../../quant/sigmoid-table.js";
import type { KernelEmitter } from "../../definition.js";
import type { Accumulation } from "../../shared/conv-accumulation.js";
import { analyseSums, scaledExpression } from "../../shared/dense-sums.js";
import { rescaleExpression } from "../../shared/rescale-c.js";
import type { LstmAttributes } from "../attributes.js";
import { GATE_SCALING, type LstmCell, lstmCell, type LstmGate } from "../cell.js";
import { CELL_STATE, GATES, HIDDEN_STATE, INPUT } from "../inputs.js";

export const lstmScalar = { isa: "scalar", emit: emitLstm } as const satisfies KernelEmitter<LstmAttributes>;

const INT16 = integerRange("int16");
/** Products of two gates: neither sigmoid is ever −32768. */
const PRODUCT = { min: -32767 * 32768, max: 32767 * 32767 };

function emitLstm(view: NodeView<LstmAttributes>, kernel: KernelWriter): void {
  const lstm = lstmCell(view);
  const { batches, steps, inputs, units, element, timeMajor } = lstm;
  const type = `${element}_t`;
  kernel.include("tinygen_fixed_point.h");
  kernel.include("tinygen_sigmoid.h");
  kernel.include("tinygen_compiler.h");
  kernel.include("string.h");
  const forInput = gateProducts(kernel, lstm, "input");
  const forHidden = gateProducts(kernel, lstm, "recurrent");
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
  const { inputs, units, element, clip } = lstm;
  kernel.print`
    ${forInput.sumType} from_x[4];
    ${forHidden.sumType} from_h[4];
    ${forInput.name}(x, ${forInput.weights} + u * ${4 * inputs}, ${inputs}, ${forInput.bias} + 4 * u, from_x);
    ${forHidden.name}(h, ${forHidden.weights} + u * ${4 * units}, ${units}, ${forHidden.bias} + 4 * u, from_h);
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

interface GateProducts {
  /** Function that sums one unit's four rows. */
  readonly name: string;
  readonly sumType: Accumulation["sumType"];
  /** Of the gates in the order of GATES. */
  readonly accumulations: readonly Accumulation[];
  readonly weights: string;
  readonly bias: string;
}

function gateProducts(kernel: KernelWriter, lstm: LstmCell, kind: keyof LstmGate): GateProducts {
  const sums = GATES.map((gate) => lstm.gates[gate][kind]);
  const analysed = sums.map((one) => analyseSums(one, INT16));
  const sumType = widest(analysed.map((one) => one.sumType));
  const [{ rows, depth } = { rows: 0, depth: 0 }] = sums;
  const weights = kernel.constant({
    name: `${kind}_weights`,
    dtype: "int8",
    values: Array.from({ length: rows * depth * 4 }, (_, i) => sums[i % 4]?.weights[Math.floor(i / 4)] ?? 0),
    comment: "for each unit and element: input, forget, cell and output gate",
  });
  const wide = sumType === "int64_t";
  const biases = Array.from({ length: rows * 4 }, (_, i) => analysed[i % 4]?.foldedBias[Math.floor(i / 4)] ?? 0n);
  const bias = kernel.constant({
    name: `${kind}_bias`,
    dtype: wide ? "int64" : "int32",
    values: wide ? biases : biases.map((value) => Number(BigInt.asIntN(32, value))),
    comment: "bias minus zero point times the sum of the weights; four gates per unit",
  });
  const name = kernel.shared(`lstm_sums_${lstm.element}`, (symbol) => sumsFunction(symbol, lstm.element, sumType));
  return { name, sumType, accumulations: analysed.map((one) => ({ ...one, sumType })), weights, bias };
}

function widest(types: readonly Accumulation["sumType"][]): Accumulation["sumType"] {
  return types.find((type) => type === "int64_t") ?? types.find((type) => type === "uint32_t") ?? "int32_t";
}

function sumsFunction(symbol: string, element: string, sumType: Accumulation["sumType"]): string {
  const body = createCBody();
  const product = (gate: number): string => {
    if (sumType === "int64_t") return `(int64_t)v * w[${gate}]`;
    return sumType === "uint32_t" ? `(uint32_t)(v * w[${gate}])` : `v * w[${gate}]`;
  };
  const biasType = sumType === "int64_t" ? "int64_t" : "int32_t";
  body.print`/* Four rows of weights, element by element, times one vector. */`;
  const head = `TINYGEN_NOINLINE static void ${symbol}(const ${element}_t *x, const int8_t *w, int32_t depth, const ${biasType} *bias, ${sumType} *sums)`;
  body.block(head, () => {
    for (const gate of [0, 1, 2, 3]) {
      body.print`${sumType} s${gate} = ${sumType === "uint32_t" ? "(uint32_t)" : ""}bias[${gate}];`;
    }
    body.block("for (int32_t i = 0; i < depth; i++)", () => {
      body.print`const int32_t v = x[i];`;
      for (const gate of [0, 1, 2, 3]) body.print`s${gate} += ${product(gate)};`;
      body.print`w += 4;`;
    });
    for (const gate of [0, 1, 2, 3]) body.print`sums[${gate}] = s${gate};`;
  });
  return body.toString();
}
