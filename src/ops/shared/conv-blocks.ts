// SPDX-License-Identifier: Apache-2.0
/** The innermost loops of the portable convolution: sums of a block of pixels by channels, unrolled over inputs. */
import { type CBody, createCBody } from "../../codegen/c/c-body.js";
import type { Accumulation } from "./conv-accumulation.js";
import { accumulateC, biasValue, type RequantizeC } from "./requantize-c.js";

/** Pixels and channels that one pass over the inputs computes; their sums live in registers. */
export interface Block {
  readonly pixels: 1 | 2 | 4;
  readonly channels: number;
}

/** Letters of the pixels of a block, in the names of their sums. */
export const PIXEL_NAMES = ["a", "b", "c", "d"] as const;

/**
 * Channels per block for a layer: the last block is filled up with channels of zero weights, so a size that divides
 * well beats a large one. Estimated instructions per input: one load a pixel, one load and a MAC a pixel per channel.
 */
export function chooseBlock(pixels: Block["pixels"], channels: number): Block {
  const cost = (size: number): number => Math.ceil(channels / size) * (pixels + size + pixels * size + 1);
  const sizes = [4, 3, 2, 1];
  return { pixels, channels: sizes.reduce((best, size) => (cost(size) < cost(best) ? size : best)) };
}

/** The steps of a run that one iteration takes: a divisor, so that no remainder loop is needed. */
export function chooseUnroll(run: number): number {
  return [8, 4, 6, 5, 3, 7, 2].find((steps) => run % steps === 0) ?? 1;
}

/** Names of all sums of a block: a0, a1, … for the first pixel, b0, … for the second. */
function sumNames(block: Block): string[] {
  return PIXEL_NAMES.slice(0, block.pixels).flatMap((pixel) =>
    Array.from({ length: block.channels }, (_, channel) => `${pixel}${channel}`),
  );
}

/** Declares the sums of a block as variables, each starting at its channel's bias. */
export function printSums(body: CBody, block: Block, accumulation: Accumulation, bias: string): void {
  for (const name of sumNames(block)) {
    const channel = name.slice(1);
    const start = name.startsWith("a") ? biasValue(accumulation, `${bias}[${indexed("c", channel)}]`) : `a${channel}`;
    body.print`${accumulation.sumType} ${name} = ${start};`;
  }
}

/** Declares the sums of a block as the array `sums`, each starting at its channel's bias. */
export function printSumArray(body: CBody, block: Block, accumulation: Accumulation, bias: string): void {
  const starts = sumNames(block).map((name) => biasValue(accumulation, `${bias}[${indexed("c", name.slice(1))}]`));
  body.print`${accumulation.sumType} sums[${starts.length}] = {${starts.join(", ")}};`;
}

function indexed(base: string, offset: string): string {
  return offset === "0" ? base : `${base} + ${offset}`;
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
    for (let step = 0; step < unroll; step++) {
      if (step > 0) body.print`TINYGEN_IN_ORDER();`;
      printStep(body, options, step);
    }
    body.print`p += ${unroll};`;
    if (block.pixels === 2) body.print`q += ${unroll};`;
    body.print`w += ${unroll * block.channels};`;
  });
}

function printStep(body: CBody, options: RunOptions, step: number): void {
  const { block, accumulation, inputOffset } = options;
  const input = (pointer: string): string =>
    `${pointer}[${step}]${inputOffset === undefined ? "" : ` - ${inputOffset}`}`;
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

/** Types and block of a function that sums runs. */
export interface DotOptions {
  readonly element: string;
  readonly weight: string;
  readonly accumulation: Accumulation;
  readonly block: Block;
  readonly unroll: number;
}

/**
 * A function that adds `rows` runs to the sums of a block of two pixels (or one). It stands apart from the loops over
 * pixels and channels so that the sums have the registers for themselves.
 */
export function dotFunction(symbol: string, options: DotOptions): string {
  const { element, weight, block, accumulation } = options;
  const pair = block.pixels === 2;
  const body = createCBody();
  const pixels = pair ? "two pixels" : "one pixel";
  body.print`
    /* Adds to the sums of ${pixels} by ${block.channels} channels: rows of \`run\` neighbouring inputs times weights. */`;
  const parameters = [
    `const ${element} *x0`,
    ...(pair ? [`const ${element} *x1`] : []),
    `const ${weight} *w`,
    "int32_t rows",
    "int32_t run",
    "int32_t row_step",
    `${accumulation.sumType} *sums`,
  ];
  body.block(`TINYGEN_NOINLINE static void ${symbol}(${parameters.join(", ")})`, () => {
    printLoadSums(body, options);
    body.block("for (int32_t row = 0; row < rows; ++row)", () => {
      body.print`const ${element} *p = x0;`;
      if (pair) body.print`const ${element} *q = x1;`;
      printRun(body, { ...options, count: "run" });
      body.print`x0 += row_step;`;
      if (pair) body.print`x1 += row_step;`;
    });
    printStoreSums(body, options);
  });
  return body.toString();
}

/** The same for one pixel at an edge: the zero point is taken off each input and rows of weights are cut short. */
export function edgeDotFunction(symbol: string, options: DotOptions): string {
  const { element, weight, block, accumulation } = options;
  const body = createCBody();
  body.print`
    /* Adds to the sums of one pixel by ${block.channels} channels: rows of \`run\` inputs, less their zero point, times weights. */`;
  const parameters = [
    `const ${element} *x0`,
    `const ${weight} *weights`,
    "int32_t rows",
    "int32_t run",
    "int32_t row_step",
    "int32_t weight_step",
    "int32_t input_zero_point",
    `${accumulation.sumType} *sums`,
  ];
  body.block(`TINYGEN_NOINLINE static void ${symbol}(${parameters.join(", ")})`, () => {
    printLoadSums(body, options);
    body.block("for (int32_t row = 0; row < rows; ++row)", () => {
      body.print`
        const ${element} *p = x0;
        const ${weight} *w = weights;`;
      printRun(body, { ...options, count: "run", inputOffset: "input_zero_point" });
      body.print`
        x0 += row_step;
        weights += weight_step;`;
    });
    printStoreSums(body, options);
  });
  return body.toString();
}

function printLoadSums(body: CBody, { block, accumulation }: DotOptions): void {
  sumNames(block).forEach((name, i) => {
    body.print`${accumulation.sumType} ${name} = sums[${i}];`;
  });
}

function printStoreSums(body: CBody, { block }: DotOptions): void {
  sumNames(block).forEach((name, i) => {
    body.print`sums[${i}] = ${name};`;
  });
}

export interface StoreOptions {
  readonly block: Block;
  readonly requantize: RequantizeC;
  /** C expression for the channels of the whole layer or group. */
  readonly channels: string;
  /** True when the last block may be partly filled. */
  readonly partial: boolean;
}

/** Gathers sums that are variables into the array `sums`. */
export function printGather(body: CBody, block: Block, accumulation: Accumulation): void {
  const names = sumNames(block);
  body.print`const ${accumulation.sumType} sums[${names.length}] = {${names.join(", ")}};`;
}

/** Rescales, clamps and stores the array `sums` of a block at `y0` (and `y1`), channels c and up. */
export function printStores(body: CBody, options: StoreOptions): void {
  const { block, requantize } = options;
  const size = block.channels;
  if (options.partial)
    body.print`const int32_t count = ${options.channels} - c < ${size} ? ${options.channels} - c : ${size};`;
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
  /** Weights per channel in the result, zeros to fill; `taps` unless given. */
  readonly paddedTaps?: number;
  /** Channels per block. */
  readonly size: number;
}

/** Channel-major weights in the order of the loops: block by block, the channels of a block interleaved, zeros to fill. */
export function interleaveChannels(options: PermuteOptions): number[] {
  const { weights, channels, taps, size, paddedTaps = taps } = options;
  const blocks = Math.ceil(channels / size);
  const result = new Array<number>(blocks * size * paddedTaps).fill(0);
  for (let channel = 0; channel < channels; channel++) {
    const block = Math.floor(channel / size);
    for (let tap = 0; tap < taps; tap++) {
      result[(block * paddedTaps + tap) * size + (channel % size)] = weights[channel * taps + tap] ?? 0;
    }
  }
  return result;
}
