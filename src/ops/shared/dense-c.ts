// SPDX-License-Identifier: Apache-2.0
/** Portable C for dense layers of one row of signed bytes: as many channels at a time as there are registers. */
import { createCBody, type CBody } from "../../codegen/c/c-body.js";
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";
import { cInteger } from "../../codegen/c/literals.js";
import { type Accumulation, analyseAccumulation } from "./conv-accumulation.js";
import { type Block, interleaveChannels, printGather, printStores, printSums } from "./conv-blocks.js";
import { type Convolution, isSignedBytes } from "./convolution.js";
import { isPointwise, pointwisePixels } from "./pointwise-c.js";
import { accumulateC, biasTable, biasType, requantizeC, type RequantizeC } from "./requantize-c.js";

/** Weights that are loaded before they are used, to hide the delay of a load. */
const LOADS_TOGETHER = 2;

/** Steps of an iteration, best first, and the products that its body holds at most. */
const UNROLLS = [8, 4, 3, 2];
const LARGEST_BODY = 160;

export interface DenseOptions {
  /** Channels that one pass sums at most. */
  readonly channels: number;
  /**
   * Inputs that are the zero point are skipped where many can be expected: its time then depends on the values, and is
   * longer where no input is one, the more so the fewer channels there are.
   */
  readonly skipZeros: boolean;
  /** Stores are written out one by one: more code, fewer instructions. */
  readonly straight: boolean;
}

/** Signed bytes, one row of inputs. */
export function isDenseLayer(convolution: Convolution): boolean {
  const { geometry } = convolution;
  return isSignedBytes(convolution) && isPointwise(geometry) && pointwisePixels(geometry) === 1;
}

/** Prints the call of a function that layers of the same block share. */
export function emitDenseLayer(kernel: KernelWriter, convolution: Convolution, options: DenseOptions): void {
  const { geometry, filter, quantization } = convolution;
  const { inputDepth, outputDepth } = geometry;
  const accumulation = analyseAccumulation(convolution);
  const block: Block = { pixels: 1, channels: blockSize(outputDepth, options.channels) };
  const paddedChannels = Math.ceil(outputDepth / block.channels) * block.channels;
  // Values of layers that end in a RELU start at their zero point, which is then the smallest byte.
  const skips = options.skipZeros && quantization.inputZeroPoint === -128;
  const weights = kernel.constant({
    name: "weights",
    dtype: "int8",
    values: interleaveChannels({ weights: filter, channels: outputDepth, taps: inputDepth, size: block.channels }),
    comment: `blocks of ${block.channels} output channels, interleaved; ${inputDepth} inputs each`,
  });
  const bias = biasTable(kernel, accumulation, skips ? "edge_bias" : "bias", paddedChannels);
  const requantize = requantizeC(kernel, convolution, accumulation, paddedChannels);
  const unroll = denseUnroll(inputDepth, block);
  const partial = paddedChannels !== outputDepth;
  const { straight } = options;
  const name = kernel.shared(skips ? "dense_sparse" : "dense", (symbol) =>
    denseFunction(symbol, { block, unroll, accumulation, requantize, partial, skips, straight }),
  );
  const counts = [inputDepth, outputDepth].map(cInteger);
  kernel.print`${name}(${[kernel.input(0), kernel.output(0), weights, bias, ...counts, ...requantize.arguments].join(", ")});`;
}

/** The last block is filled up with channels of zero weights, so a size that divides well beats a large one. */
export function blockSize(channels: number, limit: number): number {
  const sizes = Array.from({ length: limit }, (_, i) => limit - i);
  const cost = (size: number): number => Math.ceil(channels / size) * (3 * size + 2);
  return sizes.reduce((best, size) => (cost(size) < cost(best) ? size : best));
}

/** Steps of an iteration over this many inputs. */
export function denseUnroll(inputs: number, { channels }: Block): number {
  return UNROLLS.find((steps) => steps * channels <= LARGEST_BODY && inputs % steps === 0) ?? 1;
}

export interface DenseFunction {
  readonly block: Block;
  readonly unroll: number;
  readonly accumulation: Accumulation;
  readonly requantize: RequantizeC;
  readonly partial: boolean;
  readonly skips: boolean;
  /** Outputs are stored without a loop. */
  readonly straight: boolean;
}

/** A function `(input, y0, w, bias, depth, channels, …)`; with `skips` the bias has no zero point folded in. */
export function denseFunction(symbol: string, options: DenseFunction): string {
  const { block, unroll, accumulation, requantize, partial, skips, straight } = options;
  const body = createCBody();
  body.print`
    /*
     * Dense layer: \`depth\` inputs times all channels, ${block.channels} channels at a time.
     * ${skips ? "Inputs that are the zero point add nothing and are skipped." : "The input zero point is part of the bias."}
     */`;
  const parameters = [
    "const int8_t *input",
    "int8_t *y0",
    "const int8_t *w",
    `const ${biasType(accumulation)} *bias`,
    "int32_t depth",
    "int32_t channels",
    ...requantize.parameters,
  ];
  body.block(`TINYGEN_NOINLINE static void ${symbol}(${parameters.join(", ")})`, () => {
    body.print`const int8_t *const end = input + depth;`;
    body.block(`for (int32_t c = 0; c < channels; c += ${block.channels})`, () => {
      printSums(body, block, accumulation, "bias");
      body.print`const int8_t *x = input;`;
      body.block(
        "do",
        () => {
          for (let step = 0; step < unroll; step++) {
            if (step > 0) body.print`TINYGEN_IN_ORDER();`;
            printStep(body, options, step);
          }
          body.print`
            x += ${unroll};
            w += ${unroll * block.channels};`;
        },
        " while (x != end);",
      );
      if (straight && !partial) printStraightStores(body, options);
      else {
        printGather(body, block, accumulation);
        printStores(body, { block, requantize, channels: "channels", partial });
      }
    });
  });
  return body.toString();
}

function printStraightStores(body: CBody, { block, requantize }: DenseFunction): void {
  body.print`int8_t *const y = y0 + c;`;
  for (let channel = 0; channel < block.channels; channel++) {
    body.block("", () => {
      for (const line of requantize.channelConstants(`c + ${channel}`)) body.print`${line}`;
      body.print`y[${channel}] = ${requantize.store(`a${channel}`)};`;
    });
  }
}

function printStep(body: CBody, { block, accumulation, skips }: DenseFunction, step: number): void {
  const products = (): void => {
    for (let channel = 0; channel < block.channels; channel++) {
      if (channel > 0 && channel % LOADS_TOGETHER === 0) body.print`TINYGEN_IN_ORDER();`;
      body.print`${accumulateC(accumulation, `a${channel}`, "u", `w[${step * block.channels + channel}]`)}`;
    }
  };
  body.block("", () => {
    body.print`const int32_t u = x[${step}]${skips ? " + 128" : ""};`;
    if (skips) body.block("if (u != 0)", products);
    else products();
  });
}
