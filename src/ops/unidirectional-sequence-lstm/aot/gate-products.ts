// SPDX-License-Identifier: Apache-2.0
/** Sums of the four gates of a unit in portable C99. */
import { createCBody } from "../../../codegen/c/c-body.js";
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import { integerRange } from "../../../quant/activation.js";
import type { Accumulation } from "../../shared/conv-accumulation.js";
import { analyseSums } from "../../shared/dense-sums.js";
import type { LstmCell, LstmGate } from "../cell.js";
import { GATES } from "../inputs.js";

const INT16 = integerRange("int16");

/** How one unit's four rows are summed over a vector. */
export interface GateProducts {
  readonly sumType: Accumulation["sumType"];
  /** Of the gates in the order of GATES. */
  readonly accumulations: readonly Accumulation[];
  /** Statement before the units of a step are summed. */
  readonly prepare?: (vector: string) => string;
  /** Statement that puts the sums of unit `u` over `vector` into the array `sums`. */
  readonly call: (vector: string, sums: string) => string;
}

/** One function for all; weights of the four gates interleaved. */
export function gateProducts(kernel: KernelWriter, lstm: LstmCell, kind: keyof LstmGate): GateProducts {
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
  return {
    sumType,
    accumulations: analysed.map((one) => ({ ...one, sumType })),
    call: (vector, target) =>
      `${name}(${vector}, ${weights} + u * ${4 * depth}, ${depth}, ${bias} + 4 * u, ${target});`,
  };
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
