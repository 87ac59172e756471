// SPDX-License-Identifier: Apache-2.0
/** Portable C for 1x1 convolutions and dense layers: a matrix product in blocks, one function for many layers. */
import { createCBody } from "../../codegen/c/c-body.js";
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";
import { type Accumulation, analyseAccumulation } from "./conv-accumulation.js";
import {
  type Block,
  chooseBlock,
  chooseUnroll,
  interleaveChannels,
  printGather,
  printRun,
  printStores,
  printSums,
} from "./conv-blocks.js";
import type { ConvGeometry } from "./conv-geometry.js";
import { FORWARD } from "./conv-overlap.js";
import type { Convolution } from "./convolution.js";
import {
  type OrderC,
  orderArguments,
  orderParameters,
  printHeldInputs,
  printRelease,
  printTargets,
} from "./pixel-order-c.js";
import { biasTable, biasType, requantizeC, type RequantizeC } from "./requantize-c.js";

/** True for convolutions in which every output pixel sees exactly the input pixel of the same index. */
export function isPointwise(geometry: ConvGeometry): boolean {
  const { kernelHeight, kernelWidth, groups, inputHeight, inputWidth, outputHeight, outputWidth } = geometry;
  return (
    kernelHeight === 1 &&
    kernelWidth === 1 &&
    groups === 1 &&
    inputHeight === outputHeight &&
    inputWidth === outputWidth
  );
}

/** Rows of the matrix product: the pixels of all batches. */
export function pointwisePixels(geometry: ConvGeometry): number {
  return geometry.batches * geometry.outputHeight * geometry.outputWidth;
}

/**
 * Prints the call of a shared function whose counts are parameters: nearly all of its time is spent in the innermost
 * loop, where a count in a register costs no more than a literal.
 */
export function emitPointwise(kernel: KernelWriter, convolution: Convolution, pixelOrder = FORWARD): void {
  const { geometry, filter } = convolution;
  const { inputDepth: depth, outputDepth: channels } = geometry;
  const pixels = pointwisePixels(geometry);
  const accumulation = analyseAccumulation(convolution);
  const block = chooseBlock(pixels > 1 ? 2 : 1, channels);
  const paddedChannels = Math.ceil(channels / block.channels) * block.channels;
  const weights = kernel.constant({
    name: "weights",
    dtype: filter instanceof Int8Array ? "int8" : "int16",
    values: interleaveChannels({ weights: filter, channels, taps: depth, size: block.channels }),
    comment: `blocks of ${block.channels} output channels, interleaved; ${depth} inputs each`,
  });
  const bias = biasTable(kernel, accumulation, "bias", paddedChannels);
  const requantize = requantizeC(kernel, convolution, accumulation, paddedChannels);
  const partial = paddedChannels !== channels;
  const unroll = chooseUnroll(depth);
  const order = orderArguments(kernel, pixelOrder, { element: convolution.element, channels: heldChannels(geometry) });
  // Inputs are held instead of outputs where they are fewer.
  const holdsInputs = order.holds && depth < channels;
  const name = kernel.shared(`${pixels > 1 ? "pointwise" : "dense"}_${convolution.element}`, (symbol) =>
    pointwiseFunction({ symbol, convolution, accumulation, block, unroll, partial, requantize, order, holdsInputs }),
  );
  const counts = pixels > 1 ? [pixels, depth, channels] : [depth, channels];
  kernel.print`${name}(${[kernel.input(0), kernel.output(0), weights, bias, ...counts, ...requantize.arguments, ...order.arguments].join(", ")});`;
}

/** Elements of one pixel that have to be held back at most. */
export function heldChannels({ inputDepth, outputDepth }: ConvGeometry): number {
  return Math.min(inputDepth, outputDepth);
}

interface FunctionOptions {
  readonly symbol: string;
  readonly convolution: Convolution;
  readonly accumulation: Accumulation;
  readonly block: Block;
  readonly unroll: number;
  readonly partial: boolean;
  readonly requantize: RequantizeC;
  readonly order: OrderC;
  readonly holdsInputs: boolean;
}

function pointwiseFunction(options: FunctionOptions): string {
  const { symbol, convolution, accumulation, block, unroll, partial, requantize, order, holdsInputs } = options;
  const element = `${convolution.element}_t`;
  const weight = convolution.filter instanceof Int8Array ? "int8_t" : "int16_t";
  const many = block.pixels === 2;
  const body = createCBody();
  body.print`
    /*
     * Matrix product: ${many ? "each of `pixels` rows" : "one row"} of \`depth\` inputs times \`channels\` columns of weights, in blocks of
     * ${block.pixels} row${many ? "s" : ""} by ${block.channels} columns. The input zero point is part of the bias.
     */`;
  const parameters = [
    `const ${element} *input`,
    `${element} *output`,
    `const ${weight} *weights`,
    `const ${biasType(accumulation)} *bias`,
    ...(many ? ["int32_t pixels"] : []),
    "int32_t depth",
    "int32_t channels",
    ...requantize.parameters,
    ...orderParameters(order),
  ];
  const blocks = (): void => {
    body.print`const ${weight} *w = weights;`;
    body.block(`for (int32_t c = 0; c < channels; c += ${block.channels})`, () => {
      body.print`const ${element} *p = ${many ? "x0" : "input"};`;
      if (many) body.print`const ${element} *q = x1;`;
      printSums(body, block, accumulation, "bias");
      printRun(body, { block, accumulation, count: "depth", unroll });
      printGather(body, block, accumulation);
      printStores(body, { block, requantize, channels: "channels", partial });
    });
  };
  body.block(`TINYGEN_NOINLINE static void ${symbol}(${parameters.join(", ")})`, () => {
    if (!many) {
      body.print`${element} *y0 = output;`;
      blocks();
      return;
    }
    const { reverse } = order;
    const start = reverse ? "pixel = pixels - 1; pixel >= 0; pixel -= 2" : "pixel = 0; pixel < pixels; pixel += 2";
    body.block(`for (int32_t ${start})`, () => {
      body.print`
        /* The last row of an odd number is computed twice. */
        const int32_t next = ${reverse ? "pixel > 0" : "pixel + 1 < pixels"} ? 1 : 0;
        const ${element} *x0 = input + pixel * depth;
        ${element} *const to = output + pixel * channels;`;
      if (holdsInputs) printHeldInputs(body, order);
      body.print`const ${element} *x1 = x0 ${reverse ? "-" : "+"} next * depth;`;
      const targets = holdsInputs ? { ...order, holds: false } : order;
      printTargets(body, targets, { pair: true, depth: "channels" });
      blocks();
      printRelease(body, targets, { pair: true, depth: "channels" });
    });
  });
  return body.toString();
}
