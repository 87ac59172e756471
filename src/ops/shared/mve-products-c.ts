// SPDX-License-Identifier: Apache-2.0
/** C for the innermost loops on Arm's MVE: the inputs of one pixel times all output channels, four at a time. */
import type { CBody } from "../../codegen/c/c-body.js";
import { cInteger } from "../../codegen/c/literals.js";
import type { ConvQuantization } from "./conv-quantization.js";
import type { MveRequantize } from "./mve-requantize.js";
import { BLOCK_CHANNELS, VECTOR } from "./mve-weights.js";

/** Vectors of inputs that stay in registers over all channels; the other four hold weights and scaling. */
const REGISTERS = 4;

export interface MveProducts {
  /** Vectors of 16 inputs, the last of which may be partly filled. */
  readonly vectors: number;
  /** Inputs of the last vector where nothing behind them may be read; 0 where it is filled up. */
  readonly rest: number;
  /** Written out instead of looped over. */
  readonly straight: boolean;
  readonly requantize: MveRequantize;
  readonly clamp: Pick<ConvQuantization, "min" | "max">;
  /** The last block of channels is partly filled. */
  readonly partial: boolean;
}

/** True when all inputs are read before the first output is stored. */
export function readsFirst({ vectors, straight }: Pick<MveProducts, "vectors" | "straight">): boolean {
  return straight && vectors <= REGISTERS;
}

const SUMS = ["a", "b", "c", "d"];

/**
 * Prints statements that compute the outputs at `y` from the inputs at `x`. In scope are `weights`, `scaling`, what
 * `requantize` declares and, as C, the counts of `vectors` (without a rest) and `channels`.
 */
export function printMveProducts(
  body: CBody,
  options: MveProducts,
  counts: { vectors: string; channels: string },
): void {
  const { vectors, rest, straight, requantize, clamp, partial } = options;
  const held = readsFirst(options);
  const input = (at: string, index: number): string =>
    rest > 0 && index === vectors - 1 ? `tinygen_load_some_bytes(${at}, ${rest}u)` : `tinygen_load_bytes(${at})`;
  const place = (base: string, offset: number): string => (offset === 0 ? base : `${base} + ${offset}`);
  if (held) {
    for (let i = 0; i < vectors; i++) body.print`const tinygen_bytes x${i} = ${input(place("x", VECTOR * i), i)};`;
  }
  const step = (value: string, first: boolean, offset: number): void => {
    SUMS.forEach((sum, channel) => {
      const weight = `tinygen_load_bytes(${place("w", offset + VECTOR * channel)})`;
      body.print`${first ? `int32_t ${sum} = tinygen_dot(` : `${sum} = tinygen_add_dot(${sum}, `}${value}, ${weight});`;
    });
  };
  const stride = VECTOR * BLOCK_CHANNELS;
  body.print`
    const int8_t *w = weights;
    const int32_t *s = scaling;`;
  body.block(`for (int32_t channel = 0; channel < ${counts.channels}; channel += ${BLOCK_CHANNELS})`, () => {
    if (straight) {
      for (let i = 0; i < vectors; i++) {
        if (!held) body.print`const tinygen_bytes x${i} = ${input(place("x", VECTOR * i), i)};`;
        step(`x${i}`, i === 0, stride * i);
        if (i + 1 < vectors) body.print`tinygen_settle(&a, &b, &c, &d);`;
      }
      body.print`w += ${stride * vectors};`;
    } else {
      body.print`
        const int8_t *at = x;
        int32_t a = 0, b = 0, c = 0, d = 0;`;
      body.block(`for (int32_t vector = 0; vector < ${counts.vectors}; ++vector)`, () => {
        body.print`const tinygen_bytes inputs = tinygen_load_bytes(at);`;
        step("inputs", false, 0);
        body.print`
          at += ${VECTOR};
          w += ${stride};`;
      });
      if (rest > 0) {
        body.print`const tinygen_bytes inputs = ${input("at", vectors - 1)};`;
        step("inputs", false, 0);
        body.print`w += ${stride};`;
      }
    }
    const scaled = requantize.scale("sums", "s");
    body.print`
      const tinygen_words sums = tinygen_add_words(tinygen_four_words(${SUMS.join(", ")}), tinygen_load_words(s));
      const tinygen_words scaled = tinygen_offset_words(${scaled}, zero_point);
      const tinygen_words stored = tinygen_clamp_words(scaled, ${cInteger(clamp.min)}, ${cInteger(clamp.max)});
      ${partial ? `tinygen_store_up_to_four(y + channel, stored, (uint32_t)(${counts.channels} - channel));` : "tinygen_store_four(y + channel, stored);"}
      s += ${requantize.wordsPerFour};`;
  });
}
