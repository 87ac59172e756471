// SPDX-License-Identifier: Apache-2.0
/** UNIDIRECTIONAL_SEQUENCE_LSTM of signed bytes for Cortex-M processors with the DSP extension. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import { integerRange } from "../../../quant/activation.js";
import type { KernelEmitter } from "../../definition.js";
import { analyseSums } from "../../shared/dense-sums.js";
import { expandFunction } from "../../shared/dsp-expand-c.js";
import { dspSumsFunction } from "../../shared/dsp-sums-c.js";
import { dspWeights, expandedTaps } from "../../shared/dsp-weights.js";
import type { LstmAttributes } from "../attributes.js";
import { type LstmCell, lstmCell, type LstmGate } from "../cell.js";
import { GATES } from "../inputs.js";
import type { GateProducts } from "./gate-products.js";
import { emitLstm } from "./scalar.js";

const INT16 = integerRange("int16");
const KINDS = ["input", "recurrent"] as const;
/** Pairs of an iteration at most. */
const UNROLL = 8;

/** Inputs and hidden state are expanded to 16 bits once a step; the four gates of a unit are a block of channels. */
export const lstmArmDsp = {
  isa: "arm-dsp",
  accepts(view, { optimize }) {
    const lstm = lstmCell(view);
    return (
      optimize !== "ram" &&
      lstm.element === "int8" &&
      KINDS.every((kind) =>
        GATES.every((gate) => {
          const sums = lstm.gates[gate][kind];
          return sums.weights instanceof Int8Array && analyseSums(sums, INT16).sumType !== "int64_t";
        }),
      )
    );
  },
  memory(view) {
    const { inputs, units } = lstmCell(view);
    const expanded = (label: string, depth: number) => ({ label, size: 4 * pairsOf(depth), alignment: 4 });
    return { scratch: [expanded("expanded inputs", inputs), expanded("expanded hidden state", units)], overlaps: [] };
  },
  emit: (view, kernel) => {
    emitLstm(view, kernel, dspGateProducts);
  },
} satisfies KernelEmitter<LstmAttributes>;

function pairsOf(depth: number): number {
  return 2 * Math.ceil(depth / 4);
}

function dspGateProducts(kernel: KernelWriter, lstm: LstmCell, kind: keyof LstmGate): GateProducts {
  const sums = GATES.map((gate) => lstm.gates[gate][kind]);
  const analysed = sums.map((one) => analyseSums(one, INT16));
  const [{ rows, depth } = { rows: 0, depth: 0 }] = sums;
  const pairs = pairsOf(depth);
  const filter = Int8Array.from({ length: 4 * rows * depth }, (_, i) => {
    const row = Math.floor(i / depth);
    return sums[row % 4]?.weights[Math.floor(row / 4) * depth + (i % depth)] ?? 0;
  });
  const starts = Array.from({ length: 4 * rows }, (_, i) => analysed[i % 4]?.foldedBias[Math.floor(i / 4)] ?? 0n);
  const { packed, words } = dspWeights({
    filter,
    starts,
    channelWords: starts.map(() => []),
    taps: expandedTaps(1, depth),
    pairs,
    block: 4,
  });
  const weights = kernel.constant({
    name: `${kind}_stream`,
    dtype: "uint32",
    values: words,
    comment: "by unit: start values and weights of input, forget, cell and output gate",
  });
  kernel.include("tinygen_dsp.h");
  const unroll = [8, 6, 4].find((count) => count <= UNROLL && pairs % count === 0) ?? 2;
  const name = dspSumsFunction(kernel, packed, unroll);
  const expand = expandFunction(kernel, depth, 1);
  const buffer = `(uint32_t *)(void *)${kernel.scratch(kind === "input" ? 0 : 1)}`;
  return {
    sumType: "int32_t",
    accumulations: analysed.map((one) => ({ ...one, sumType: "int32_t" })),
    prepare: (vector) => `(void)${expand}(${vector}, ${buffer});`,
    call: (_, target) => `${name}(${buffer}, ${weights} + u * ${4 + 2 * pairs}, ${pairs}, ${target});`,
  };
}
