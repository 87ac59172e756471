// SPDX-License-Identifier: Apache-2.0
/** Portable convolution by columns: the windows of a few pixels are copied to one place and multiplied by all weights. */
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";
import type { OptimizationGoal } from "../../targets/optimization-goal.js";
import type { NodeMemory } from "../node-memory.js";
import { blockOverlap } from "./block-overlap.js";
import type { ColumnCount } from "./columns-gather-c.js";
import { emitColumnsLayer } from "./columns-layer-c.js";
import { productsFunction } from "./columns-products-c.js";
import { analyseAccumulation } from "./conv-accumulation.js";
import { type Block, chooseBlock, interleaveChannels } from "./conv-blocks.js";
import { type ConvGeometry, groupDepth } from "./conv-geometry.js";
import { type Convolution, isSignedBytes, padsWithBytes } from "./convolution.js";
import { biasTable, requantizeC } from "./requantize-c.js";

/** Steps that one iteration of the innermost loop takes; the taps are filled up to a multiple. */
const UNROLLS: Readonly<Record<OptimizationGoal, Readonly<Record<ColumnCount, readonly number[]>>>> = {
  speed: { 2: [8, 4, 3], 4: [4, 3] },
  balanced: { 2: [4, 3], 4: [2, 3] },
  size: { 2: [2], 4: [1] },
  ram: { 2: [2], 4: [1] },
};

/** Signed bytes in one group of one image, more than one pixel, and a zero point that padding can be filled with. */
export function isColumnsConvolution(convolution: Convolution): boolean {
  const { groups, batches, outputHeight, outputWidth } = convolution.geometry;
  const several = outputHeight * outputWidth > 1;
  return isSignedBytes(convolution) && padsWithBytes(convolution) && groups === 1 && batches === 1 && several;
}

export interface ColumnsOptions {
  /** Pixels at a time. */
  readonly columns: ColumnCount;
  readonly optimize: OptimizationGoal;
}

/** The windows of one block; all of it is read before the first output of a block is stored. */
export function columnsMemory(geometry: ConvGeometry, options: ColumnsOptions): NodeMemory {
  const { columns } = options;
  const size = chooseSteps(geometry, options).taps * columns;
  return { scratch: [{ label: "columns", size, alignment: 4 }], overlaps: blockOverlap(geometry, columns) };
}

export function tapsOf(geometry: ConvGeometry): number {
  return geometry.kernelHeight * geometry.kernelWidth * groupDepth(geometry);
}

// The end of an iteration costs about a quarter of a step.
function chooseSteps(
  geometry: ConvGeometry,
  { columns, optimize }: ColumnsOptions,
): { readonly unroll: number; readonly taps: number } {
  const taps = tapsOf(geometry);
  const candidates = UNROLLS[optimize][columns].map((unroll) => ({ unroll, taps: Math.ceil(taps / unroll) * unroll }));
  const cost = ({ unroll, taps: padded }: (typeof candidates)[number]): number => padded * (1 + 0.25 / unroll);
  return candidates.reduce((best, one) => (cost(one) < cost(best) ? one : best));
}

/** Prints the call of a function for this geometry; the products are shared with other layers. */
export function emitColumnsConvolution(kernel: KernelWriter, convolution: Convolution, options: ColumnsOptions): void {
  const { columns } = options;
  const { geometry, filter } = convolution;
  const { outputDepth } = geometry;
  const accumulation = analyseAccumulation(convolution);
  const block: Block = { pixels: columns, channels: chooseBlock(columns, outputDepth).channels };
  const paddedChannels = Math.ceil(outputDepth / block.channels) * block.channels;
  const steps = chooseSteps(geometry, options);
  const weights = kernel.constant({
    name: "weights",
    dtype: "int8",
    values: interleaveChannels({
      weights: filter,
      channels: outputDepth,
      taps: tapsOf(geometry),
      paddedTaps: steps.taps,
      size: block.channels,
    }),
    comment: `blocks of ${block.channels} output channels, interleaved; ${steps.taps} taps each`,
  });
  const bias = biasTable(kernel, accumulation, "bias", paddedChannels);
  const requantize = requantizeC(kernel, convolution, accumulation, paddedChannels);
  const partialRows = (geometry.outputHeight * geometry.outputWidth) % columns !== 0;
  const products = kernel.shared(`products_${block.pixels}x${block.channels}`, (symbol) =>
    productsFunction(symbol, {
      block,
      ...steps,
      accumulation,
      requantize,
      partial: paddedChannels !== outputDepth,
      partialRows,
    }),
  );
  const rows = partialRows ? ["rows"] : [];
  emitColumnsLayer(kernel, {
    convolution,
    accumulation,
    requantize,
    weights,
    bias,
    columns,
    taps: steps.taps,
    partialRows,
    remark: "The input zero point is part of the bias.",
    products: (names) =>
      `${products}(${["columns", "weights", "bias", "output", outputDepth, ...rows, ...names].join(", ")});`,
  });
}
