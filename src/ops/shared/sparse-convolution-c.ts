// SPDX-License-Identifier: Apache-2.0
/** Portable convolution that skips inputs that are zero points: one window at a time, times many channels. */
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";
import type { NodeMemory } from "../node-memory.js";
import { blockOverlap } from "./block-overlap.js";
import { isColumnsConvolution, tapsOf } from "./columns-c.js";
import { emitColumnsLayer } from "./columns-layer-c.js";
import { analyseAccumulation } from "./conv-accumulation.js";
import { type Block, interleaveChannels } from "./conv-blocks.js";
import type { ConvGeometry } from "./conv-geometry.js";
import type { Convolution } from "./convolution.js";
import { blockSize, denseFunction, denseUnroll } from "./dense-c.js";
import { biasTable, requantizeC } from "./requantize-c.js";

/** Fewer input channels are an image or a signal, of which few values are zero. */
const LEAST_DEPTH = 4;

/**
 * Outputs of a RELU: their zero point is the smallest byte, and about half of them are zero in the models of the
 * corpus. From a fifth of zeros on this takes fewer instructions than the convolution by columns.
 */
export function isSparseConvolution(convolution: Convolution): boolean {
  const { geometry, quantization } = convolution;
  return (
    isColumnsConvolution(convolution) && quantization.inputZeroPoint === -128 && geometry.inputDepth >= LEAST_DEPTH
  );
}

/** The window of one pixel, which is read before its outputs are stored. */
export function sparseConvolutionMemory(geometry: ConvGeometry): NodeMemory {
  return {
    scratch: [{ label: "window", size: tapsOf(geometry), alignment: 4 }],
    overlaps: blockOverlap(geometry, 1),
  };
}

/** Prints the call of a function for this geometry; `channels` of an output pixel are summed at a time at most. */
export function emitSparseConvolution(kernel: KernelWriter, convolution: Convolution, channels: number): void {
  const { geometry, filter } = convolution;
  const { outputDepth } = geometry;
  const taps = tapsOf(geometry);
  const accumulation = analyseAccumulation(convolution);
  const block: Block = { pixels: 1, channels: blockSize(outputDepth, channels) };
  const paddedChannels = Math.ceil(outputDepth / block.channels) * block.channels;
  const weights = kernel.constant({
    name: "weights",
    dtype: "int8",
    values: interleaveChannels({ weights: filter, channels: outputDepth, taps, size: block.channels }),
    comment: `blocks of ${block.channels} output channels, interleaved; ${taps} taps each`,
  });
  const bias = biasTable(kernel, accumulation, "edge_bias", paddedChannels);
  const requantize = requantizeC(kernel, convolution, accumulation, paddedChannels);
  const partial = paddedChannels !== outputDepth;
  const unroll = denseUnroll(taps, block);
  const products = kernel.shared("dense_sparse", (symbol) =>
    denseFunction(symbol, { block, unroll, accumulation, requantize, partial, skips: true, straight: true }),
  );
  emitColumnsLayer(kernel, {
    convolution,
    accumulation,
    requantize,
    weights,
    bias,
    columns: 1,
    taps,
    partialRows: false,
    remark: "Inputs that are the zero point are skipped.",
    products: (names) =>
      `${products}(${["columns", "output", "weights", "bias", taps, outputDepth, ...names].join(", ")});`,
  });
}
