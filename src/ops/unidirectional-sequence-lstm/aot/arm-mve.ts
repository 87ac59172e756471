// SPDX-License-Identifier: Apache-2.0
/** UNIDIRECTIONAL_SEQUENCE_LSTM of signed bytes for Cortex-M processors with MVE. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import { integerRange } from "../../../quant/activation.js";
import type { KernelEmitter } from "../../definition.js";
import { analyseSums } from "../../shared/dense-sums.js";
import { mveSumsFunction } from "../../shared/mve-sums-c.js";
import { BLOCK_CHANNELS, mveWeights, VECTOR } from "../../shared/mve-weights.js";
import { copyFunction } from "../../shared/mve-window-c.js";
import type { LstmAttributes } from "../attributes.js";
import { type LstmCell, lstmCell, type LstmGate } from "../cell.js";
import { GATES } from "../inputs.js";
import { lstmArmDsp } from "./arm-dsp.js";
import type { GateProducts } from "./gate-products.js";
import { emitLstm } from "./scalar.js";

const INT16 = integerRange("int16");

/** Inputs and hidden state are copied once a step, so that whole vectors can be read; the gates of a unit are a block. */
export const lstmArmMve = {
  isa: "arm-mve",
  accepts: lstmArmDsp.accepts,
  memory(view) {
    const { inputs, units } = lstmCell(view);
    const copied = (label: string, depth: number) => ({ label, size: VECTOR * vectorsOf(depth), alignment: VECTOR });
    return { scratch: [copied("inputs of a step", inputs), copied("hidden state", units)], overlaps: [] };
  },
  emit: (view, kernel) => {
    emitLstm(view, kernel, mveGateProducts);
  },
} satisfies KernelEmitter<LstmAttributes>;

function vectorsOf(depth: number): number {
  return Math.ceil(depth / VECTOR);
}

function mveGateProducts(kernel: KernelWriter, lstm: LstmCell, kind: keyof LstmGate): GateProducts {
  const sums = GATES.map((gate) => lstm.gates[gate][kind]);
  const analysed = sums.map((one) => analyseSums(one, INT16));
  const [{ rows, depth } = { rows: 0, depth: 0 }] = sums;
  const vectors = vectorsOf(depth);
  const filter = Int8Array.from({ length: 4 * rows * depth }, (_, i) => {
    const row = Math.floor(i / depth);
    return sums[row % 4]?.weights[Math.floor(row / 4) * depth + (i % depth)] ?? 0;
  });
  const weights = kernel.constant({
    name: `${kind}_weights`,
    dtype: "int8",
    values: mveWeights(filter, 4 * rows, depth),
    alignment: VECTOR,
    comment: "by unit: vectors of 16 weights of input, forget, cell and output gate",
  });
  const starts = kernel.constant({
    name: `${kind}_starts`,
    dtype: "int32",
    values: Array.from({ length: 4 * rows }, (_, i) =>
      Number(BigInt.asIntN(32, analysed[i % 4]?.foldedBias[Math.floor(i / 4)] ?? 0n)),
    ),
    comment: "bias minus zero point times the sum of the weights; four gates per unit",
  });
  kernel.include("tinygen_mve.h");
  kernel.include("tinygen_compiler.h");
  const name = mveSumsFunction(kernel, vectors);
  const copy = copyFunction(kernel, depth);
  const buffer = `(int8_t *)${kernel.scratch(kind === "input" ? 0 : 1)}`;
  const block = VECTOR * BLOCK_CHANNELS * vectors;
  return {
    sumType: "int32_t",
    accumulations: analysed.map((one) => ({ ...one, sumType: "int32_t" })),
    prepare: (vector) => `${copy}(${buffer}, ${vector});`,
    call: (_, target) => `${name}(${buffer}, ${weights} + u * ${block}, ${starts} + 4 * u, ${target});`,
  };
}
