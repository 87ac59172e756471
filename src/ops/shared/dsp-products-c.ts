// SPDX-License-Identifier: Apache-2.0
/** C for the innermost loops on Arm's DSP extension: one to four expanded pixels times all output channels. */
import { type CBody, createCBody } from "../../codegen/c/c-body.js";
import type { DspRequantize } from "./dsp-requantize.js";
import { type StripRow, tapChains } from "./dsp-strip-layout.js";

/** Words between neighbouring pairs of one pixel in the buffer of expanded pixels: up to four pixels take turns. */
export const PIXEL_STRIDE = 4;

/** Sums that are kept in registers: pixels by channels. */
export type DspBlock =
  | { readonly pixels: 1 | 2 | 4; readonly channels: 2 }
  /** A single row, its pairs without gaps. */
  | { readonly pixels: 1; readonly channels: 4 };

export interface ProductsOptions {
  readonly block: DspBlock;
  readonly packed: boolean;
  readonly requantize: DspRequantize;
  /** Pairs that one iteration takes; a divisor of all pairs, even for single rows. */
  readonly unroll: number;
  /** One iteration takes all pairs, so that there is no loop. */
  readonly straight: boolean;
  /** Output channels, for a function that serves layers of this many only. */
  readonly channels?: number;
  /** The last block of channels is partly filled. */
  readonly partial: boolean;
  /** The four pixels' windows overlap, and their inputs have the order of dsp-strip-layout.ts. */
  readonly strip?: StripRow;
}

const PIXELS = ["a", "b", "c", "d"];

export interface DspUnroll {
  /** Rounded up so that they can be unrolled evenly. */
  readonly pairs: number;
  readonly unroll: number;
  readonly straight: boolean;
}

export interface DspUnrollOptions {
  /** Pairs of a loop's body at most. */
  readonly limit: number;
  /** Pairs that are taken without a loop at most. */
  readonly straight: number;
  /** 2 where a step takes two pairs. */
  readonly step: 1 | 2;
}

/** The cheapest way to take all pairs. */
export function chooseDspUnroll(pairs: number, { limit, straight, step }: DspUnrollOptions): DspUnroll {
  const padded = (unroll: number): number => Math.ceil(pairs / unroll) * unroll;
  const whole = padded(step);
  if (whole <= straight) return { pairs: whole, unroll: whole, straight: true };
  // A step of four pixels is 12 instructions, the end of an iteration 5.
  const cost = (unroll: number): number => 12 * padded(unroll) + (5 * padded(unroll)) / unroll;
  const candidates = Array.from({ length: Math.floor(limit / step) }, (_, i) => step * (i + 1));
  const unroll = candidates.reduce((best, one) => (cost(one) < cost(best) ? one : best));
  return { pairs: padded(unroll), unroll, straight: false };
}

/** Arguments of a products function beside x, w and y. */
export function productsArguments(options: Pick<ProductsOptions, "straight" | "channels">): readonly string[] {
  return [...(options.straight ? [] : ["pairs"]), ...(options.channels === undefined ? ["channels"] : [])];
}

/** A function `(x, w, y, pairs?, channels?, …)` that stores all channels of the block's pixels. */
export function productsFunction(symbol: string, options: ProductsOptions): string {
  const { block, packed, requantize, straight, unroll } = options;
  const body = createCBody();
  const inputs = straight ? String(2 * unroll) : "2 * `pairs`";
  body.print`
    /*
     * ${block.pixels === 1 ? "One pixel" : `${String(block.pixels)} pixels`} of ${inputs} inputs each times all channels, ${block.channels} channels at a time.${packed ? "\n * Odd channels are summed as 256 * odd + even." : ""}
     */`;
  const parameters = [
    "const uint32_t *x",
    "const uint32_t *w",
    "int8_t *y",
    ...productsArguments(options).map((name) => `int32_t ${name}`),
    ...requantize.parameters,
  ];
  body.block(`TINYGEN_NOINLINE static void ${symbol}(${parameters.join(", ")})`, () => {
    if (options.channels !== undefined) body.print`const int32_t channels = ${options.channels};`;
    body.block(`for (int32_t channel = 0; channel < channels; channel += ${block.channels})`, () => {
      if (straight) printStraight(body, options);
      else printLoop(body, options);
      printDspStores(body, options);
    });
  });
  return body.toString();
}

const step = ({ channels }: DspBlock): number => (channels === 4 ? 2 : 1);

function printLoop(body: CBody, options: ProductsOptions): void {
  const { block } = options;
  for (const { name, pixel, channel } of sumNames(block)) {
    body.print`int32_t ${name} = ${pixel === 0 ? `(int32_t)w[${channel}]` : `a${channel}`};`;
  }
  body.print`
    const uint32_t *at = x;
    w += ${block.channels};
    const uint32_t *const end = w + ${block.channels === 4 ? "2 * " : ""}pairs;`;
  body.block(
    "do",
    () => {
      printSteps(body, options, false);
    },
    " while (w != end);",
  );
}

function printStraight(body: CBody, options: ProductsOptions): void {
  const { block } = options;
  for (let channel = 0; channel < block.channels; channel++) {
    body.print`const int32_t start${channel} = (int32_t)w[${channel}];`;
  }
  body.print`
    const uint32_t *at = x;
    w += ${block.channels};
    int32_t ${sumNames(block)
      .map(({ name }) => name)
      .join(", ")};`;
  printSteps(body, options, true);
}

function printSteps(body: CBody, options: ProductsOptions, fromStart: boolean): void {
  const { block, strip, unroll } = options;
  if (strip === undefined) {
    for (let pair = 0; pair < unroll; pair += step(block)) printStep(body, options, fromStart && pair === 0);
  } else {
    for (let pair = 0; pair < unroll; pair += strip.kernel)
      printStripStep(body, options, strip, fromStart && pair === 0);
  }
}

// All taps of a line for one pair of channels: each couple of columns serves two pixels, then the other two.
function printStripStep(body: CBody, { packed }: ProductsOptions, strip: StripRow, fromStart: boolean): void {
  body.block("", () => {
    body.print`uint32_t p, q;`;
    for (const chain of tapChains(strip)) {
      body.print`tinygen_next_two(&at, &p, &q);`;
      for (const tap of chain) {
        const isFirst = fromStart && tap === 0;
        body.block("", () => {
          printWeights(body, packed);
          printBoth(body, { letter: "a", isFirst }, "p");
          printBoth(body, { letter: "c", isFirst }, "q");
          body.print`tinygen_next_two(&at, &p, &q);`;
          printBoth(body, { letter: "b", isFirst }, "p");
          printBoth(body, { letter: "d", isFirst }, "q");
        });
      }
    }
  });
}

function printWeights(body: CBody, packed: boolean): void {
  body.print`
    const uint32_t word = tinygen_next_word(&w);
    const uint32_t even = tinygen_even_bytes(word);
    const uint32_t odd = ${packed ? "word" : "tinygen_odd_bytes(word)"};`;
}

/** The products of one pixel's inputs with both channels' weights. */
function printBoth(body: CBody, sum: Omit<Sum, "channel">, inputs: string): void {
  body.print`${add({ ...sum, channel: 0 }, "even", inputs)} ${add({ ...sum, channel: 1 }, "odd", inputs)}`;
}

/** Names of the sums of a block: a letter for the pixel, a digit for the channel. */
export function sumNames({ pixels, channels }: DspBlock): { name: string; pixel: number; channel: number }[] {
  return PIXELS.slice(0, pixels).flatMap((letter, pixel) =>
    Array.from({ length: channels }, (_, channel) => ({ name: `${letter}${channel}`, pixel, channel })),
  );
}

// The names of a step are used again by the next one, so each has a block of its own.
function printStep(body: CBody, { block, packed }: ProductsOptions, isFirst: boolean): void {
  body.block("", () => {
    if (block.channels === 4) {
      body.print`
        uint32_t p, q, u, v;
        tinygen_next_two(&at, &p, &q);`;
      printFourChannels(body, "p", packed, isFirst);
      printFourChannels(body, "q", packed);
      return;
    }
    printWeights(body, packed);
    const both = (letter: string, inputs: string): void => {
      printBoth(body, { letter, isFirst }, inputs);
    };
    if (block.pixels === 1) {
      body.print`
        const uint32_t p = tinygen_next_word(&at);
        at += ${PIXEL_STRIDE - 1};`;
      both("a", "p");
      return;
    }
    body.print`uint32_t p, q;`;
    for (let pixel = 0; pixel < block.pixels; pixel += 2) {
      body.print`tinygen_next_two(&at, &p, &q);`;
      both(PIXELS[pixel] ?? "", "p");
      both(PIXELS[pixel + 1] ?? "", "q");
    }
    if (block.pixels === 2) body.print`at += ${PIXEL_STRIDE - 2};`;
  });
}

interface Sum {
  readonly letter: string;
  readonly channel: number;
  /** Nothing was added so far: the channel's start value is taken. */
  readonly isFirst: boolean;
}

function add({ letter, channel, isFirst }: Sum, weights: string, inputs: string): string {
  const sum = `${letter}${channel}`;
  return isFirst
    ? `${sum} = tinygen_start_products(${weights}, ${inputs}, start${channel});`
    : `${sum} = tinygen_add_products(${weights}, ${inputs}, ${sum});`;
}

/** Adds the products of the pair `input` with the next weights of four channels; `u` and `v` are declared. */
export function printFourChannels(body: CBody, input: string, packed: boolean, isFirst = false): void {
  body.print`tinygen_next_two(&w, &u, &v);`;
  ["u", "v"].forEach((word, half) => {
    const sum = (channel: number): Sum => ({ letter: "a", channel, isFirst });
    body.print`
      ${add(sum(2 * half), `tinygen_even_bytes(${word})`, input)}
      ${add(sum(2 * half + 1), packed ? word : `tinygen_odd_bytes(${word})`, input)}`;
  });
}

/** Rescales and stores the sums of a block at `y`; both streams move on. */
export function printDspStores(body: CBody, options: Omit<ProductsOptions, "unroll" | "straight">): void {
  const { block, packed, requantize, partial } = options;
  const constants = requantize.channelWords[0]?.length ?? 0;
  for (let channel = 0; channel < block.channels; channel++) {
    const store = (): void => {
      for (const line of requantize.declare("w", channel * constants)) body.print`${line}`;
      PIXELS.slice(0, block.pixels).forEach((letter, pixel) => {
        const name = `${letter}${channel}`;
        const lower = `${letter}${channel - 1}`;
        const sum = (doubled: boolean): string => {
          if (packed && channel % 2 === 1) return `tinygen_upper_${doubled ? "twice" : "sum"}(${name}, ${lower})`;
          return doubled ? `tinygen_twice(${name})` : name;
        };
        const row = pixel === 0 ? "" : `${pixel === 1 ? "" : `${pixel} * `}channels`;
        const place = [row, channel === 0 ? "" : String(channel)].filter((part) => part !== "").join(" + ");
        body.print`y[${place === "" ? "0" : place}] = ${requantize.store(sum)};`;
      });
    };
    body.block(partial && channel > 0 ? `if (channel + ${channel} < channels)` : "", store);
  }
  body.print`
    w += ${block.channels * constants};
    y += ${block.channels};`;
}
