// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of TRANSPOSE_CONV: every output gathers its inputs, so no buffer of sums is needed. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import { cInteger } from "../../../codegen/c/literals.js";
import type { NodeView } from "../../../ir/graph.js";
import type { KernelEmitter } from "../../definition.js";
import { analyseAccumulation } from "../../shared/conv-accumulation.js";
import {
  type Block,
  chooseBlock,
  chooseUnroll,
  edgeDotFunction,
  interleaveChannels,
} from "../../shared/conv-blocks.js";
import { biasTable, requantizeC } from "../../shared/requantize-c.js";
import type { TransposeConvAttributes } from "../attributes.js";
import { transposedConvolution } from "../convolution.js";
import { type Phase, phases, type TransposeConvGeometry, transposeConvGeometry } from "../geometry.js";
import { PHASE_FIELDS, phaseFunction } from "./phase-function.js";

export const transposeConvScalar = {
  isa: "scalar",
  emit: emitTransposeConv,
} as const satisfies KernelEmitter<TransposeConvAttributes>;

function emitTransposeConv(view: NodeView<TransposeConvAttributes>, kernel: KernelWriter): void {
  const geometry = transposeConvGeometry(view);
  const convolution = transposedConvolution(view);
  const { outputDepth, inputDepth, batches, height, width } = geometry;
  const accumulation = analyseAccumulation(convolution);
  const block: Block = { ...chooseBlock(1, outputDepth), pixels: 1 };
  const paddedChannels = Math.ceil(outputDepth / block.channels) * block.channels;
  const { weights, table } = sortedWeights(geometry, convolution.filter as Int8Array, block.channels);
  const weightsSymbol = kernel.constant({
    name: "weights",
    dtype: "int8",
    values: weights,
    comment: `by phase, in blocks of ${block.channels} output channels, interleaved; ${inputDepth} inputs a tap`,
  });
  const phaseTable = kernel.constant({
    name: "phases",
    dtype: "int32",
    values: table,
    comment: `by phase: ${PHASE_FIELDS.join(", ")}`,
  });
  const bias = biasTable(kernel, accumulation, "edge_bias", paddedChannels);
  const requantize = requantizeC(kernel, convolution, accumulation, paddedChannels);
  const element = `${convolution.element}_t`;
  const dotTypes = { element, weight: "int8_t", accumulation, block };
  const dot = kernel.shared(`edge_dot_${convolution.element}`, (symbol) =>
    edgeDotFunction(symbol, { ...dotTypes, unroll: chooseUnroll(inputDepth) }),
  );
  const name = kernel.shared(`transpose_conv_${convolution.element}`, (symbol) =>
    phaseFunction({ symbol, geometry, element, accumulation, block, requantize, dot }),
  );
  const [input, output] = [kernel.input(2), kernel.output(0)];
  const call = (from: string, to: string): void => {
    const zeroPoint = cInteger(convolution.quantization.inputZeroPoint);
    const common = [weightsSymbol, `${phaseTable} + phase * ${PHASE_FIELDS.length}`, bias, zeroPoint];
    kernel.block(`for (int32_t phase = 0; phase < ${table.length / PHASE_FIELDS.length}; phase++)`, () => {
      kernel.print`${name}(${[from, to, ...common, ...requantize.arguments].join(", ")});`;
    });
  };
  if (batches === 1) {
    call(input, output);
    return;
  }
  kernel.block(`for (int32_t batch = 0; batch < ${batches}; batch++)`, () => {
    const inputs = height.input * width.input * inputDepth;
    const outputs = height.output * width.output * outputDepth;
    call(`${input} + batch * ${inputs}`, `${output} + batch * ${outputs}`);
  });
}

interface SortedWeights {
  readonly weights: readonly number[];
  readonly table: readonly number[];
}

/** The weights in the order in which the phases read them, and what the C function needs to know of each phase. */
function sortedWeights(geometry: TransposeConvGeometry, filter: Int8Array, size: number): SortedWeights {
  const { outputDepth, height, width } = geometry;
  const weights: number[] = [];
  const table: number[] = [];
  for (const y of phases(height)) {
    for (const x of phases(width)) {
      const output = (y.first * width.output + x.first) * outputDepth;
      table.push(y.count, x.count, y.taps.length, x.taps.length, y.origin, x.origin, output, weights.length);
      // Not push(...), which runs out of stack on large filters.
      for (const weight of phaseWeights({ geometry, filter, y, x, size })) weights.push(weight);
    }
  }
  return { weights, table };
}

interface PhaseWeights {
  readonly geometry: TransposeConvGeometry;
  readonly filter: Int8Array;
  readonly y: Phase;
  readonly x: Phase;
  /** Channels of a block. */
  readonly size: number;
}

function phaseWeights({ geometry, filter, y, x, size }: PhaseWeights): number[] {
  const { inputDepth, outputDepth, height, width } = geometry;
  const taps = y.taps.length * x.taps.length * inputDepth;
  if (taps === 0) return [];
  const picked = Array.from({ length: outputDepth }, (_, channel) =>
    y.taps.flatMap((ky) =>
      x.taps.flatMap((kx) => {
        const start = ((channel * height.kernel + ky) * width.kernel + kx) * inputDepth;
        return Array.from(filter.subarray(start, start + inputDepth));
      }),
    ),
  ).flat();
  return interleaveChannels({ weights: picked, channels: outputDepth, taps, size });
}
