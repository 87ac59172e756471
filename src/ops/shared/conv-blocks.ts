// SPDX-License-Identifier: Apache-2.0
/** The innermost loops of the portable convolution: sums of a block of pixels by channels, unrolled over inputs. */
import type { CBody } from "../../codegen/c/c-body.js";
import type { Accumulation } from "./conv-accumulation.js";
import { accumulateC, biasValue, type RequantizeC } from "./requantize-c.js";

/** Pixels and channels that one pass over the inputs computes; their sums live in registers. */
export interface Block {
  readonly pixels: 1 | 2;
  readonly channels: number;
}

const PIXEL_NAMES = ["a", "b"] as const;

/**
 * Channels per block for a layer: the last block is filled up with channels of zero weights, so a size that divides
 * well beats a large one. Estimated instructions per input: one load a pixel, one load and a MAC a pixel per channel.
 */
export function chooseBlock(pixels: 1 | 2, channels: number): Block {
  const cost = (size: number): number => Math.ceil(channels / size) * (pixels + size + pixels * size + 1);
  const sizes = [4, 3, 2, 1];
  return { pixels, channels: sizes.reduce((best, size) => (cost(size) < cost(best) ? size : best)) };
}

/** The steps of a run that one iteration takes: a divisor, so that no remainder loop is needed. */
export function chooseUnroll(run: number): number {
  return [4, 6, 5, 3, 7, 2].find((steps) => run % steps === 0) ?? 1;
}

/** Names of all sums of a block: a0, a1, … for the first pixel, b0, … for the second. */
function sumNames(block: Block): string[] {
  return PIXEL_NAMES.slice(0, block.pixels).flatMap((pixel) =>
    Array.from({ length: block.channels }, (_, channel) => `${pixel}${channel}`),
  );
}

/** Declares the sums, each starting at its channel's bias. */
export function printSums(body: CBody, block: Block, accumulation: Accumulation, bias: string): void {
  for (const name of sumNames(block)) {
    const channel = name.slice(1);
    const start = name.startsWith("a") ? biasValue(accumulation, `${bias}[c + ${channel}]`) : `a${channel}`;
    body.print`${accumulation.sumType} ${name} = ${start};`;
  }
}

export interface RunOptions {
  readonly block: Block;
  readonly accumulation: Accumulation;
  /** C expression for the number of inputs; a multiple of `unroll`. */
  readonly count: string;
  readonly unroll: number;
  /** Expression that is subtracted from each input, where the bias does not include the zero point. */
  readonly inputOffset?: string;
}

/** Adds a run of consecutive inputs at `p` (and `q`) times the weights at `w`; all pointers advance. */
export function printRun(body: CBody, options: RunOptions): void {
  const { block, unroll } = options;
  body.block(`for (int32_t k = 0; k < ${options.count}; k += ${unroll})`, () => {
    for (let step = 0; step < unroll; step++) printStep(body, options, step);
    body.print`p += ${unroll};`;
    if (block.pixels === 2) body.print`q += ${unroll};`;
    body.print`w += ${unroll * block.channels};`;
  });
}

function printStep(body: CBody, options: RunOptions, step: number): void {
  const { block, accumulation, inputOffset } = options;
  const input = (pointer: string): string => `${pointer}[${step}]${inputOffset === undefined ? "" : ` - ${inputOffset}`}`;
  const open = options.unroll === 1 ? undefined : "";
  const statements = (): void => {
    body.print`const int32_t u = ${input("p")};`;
    if (block.pixels === 2) body.print`const int32_t v = ${input("q")};`;
    for (let channel = 0; channel < block.channels; channel++) {
      const weight = `w[${step * block.channels + channel}]`;
      const second = block.pixels === 2 ? ` ${accumulateC(accumulation, `b${channel}`, "v", weight)}` : "";
      body.print`${accumulateC(accumulation, `a${channel}`, "u", weight)}${second}`;
    }
  };
  if (open === undefined) statements();
  else body.block(open, statements);
}

export interface StoreOptions {
  readonly block: Block;
  readonly accumulation: Accumulation;
  readonly requantize: RequantizeC;
  /** C expression for the channels of the whole layer or group. */
  readonly channels: string;
  /** True when the last block may be partly filled. */
  readonly partial: boolean;
}

/** Rescales, clamps and stores the sums of a block at `y0` (and `y1`), channels c and up. */
export function printStores(body: CBody, options: StoreOptions): void {
  const { block, accumulation, requantize } = options;
  const names = sumNames(block);
  body.print`const ${accumulation.sumType} sums[${names.length}] = {${names.join(", ")}};`;
  const size = block.channels;
  if (options.partial) body.print`const int32_t count = ${options.channels} - c < ${size} ? ${options.channels} - c : ${size};`;
  body.block(`for (int32_t i = 0; i < ${options.partial ? "count" : size}; ++i)`, () => {
    for (const line of requantize.channelConstants("c + i")) body.print`${line}`;
    body.print`y0[c + i] = ${requantize.store("sums[i]")};`;
    if (block.pixels === 2) body.print`y1[c + i] = ${requantize.store(`sums[${size} + i]`)};`;
  });
}

export interface PermuteOptions {
  readonly weights: ArrayLike<number>;
  readonly channels: number;
  /** Weights per channel. */
  readonly taps: number;
  /** Channels per block. */
  readonly size: number;
}

/** Channel-major weights in the order of the loops: block by block, the channels of a block interleaved, zeros to fill. */
export function interleaveChannels(options: PermuteOptions): number[] {
  const { weights, channels, taps, size } = options;
  const blocks = Math.ceil(channels / size);
  const result = new Array<number>(blocks * size * taps).fill(0);
  for (let channel = 0; channel < channels; channel++) {
    const block = Math.floor(channel / size);
    for (let tap = 0; tap < taps; tap++) {
      result[(block * taps + tap) * size + (channel % size)] = weights[channel * taps + tap] ?? 0;
    }
  }
  return result;
}
