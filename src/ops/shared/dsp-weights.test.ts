// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dspWeights, expandedPairs, expandedTaps } from "./dsp-weights.js";

/** What the kernels compute from the words of one block of two channels, by the definition of the instructions. */
function sums(words: Uint32Array, packed: boolean, inputs: readonly number[]): readonly [number, number] {
  let [lower, upper] = [(words[0] ?? 0) | 0, (words[1] ?? 0) | 0];
  words.slice(2).forEach((word, pair) => {
    const byte = (index: number): number => ((word >>> (8 * index)) << 24) >> 24;
    const halves = packed ? [(word << 16) >> 16, word >> 16] : [byte(1), byte(3)];
    const [p = 0, q = 0] = inputs.slice(2 * pair, 2 * pair + 2);
    lower = (lower + byte(0) * p + byte(2) * q) | 0;
    upper = (upper + (halves[0] ?? 0) * p + (halves[1] ?? 0) * q) | 0;
  });
  return [lower, packed ? ((upper - lower) | 0) >> 8 : upper];
}

const byte = fc.oneof(fc.integer({ min: -128, max: 127 }), fc.constantFrom(-128, -127, -1, 0, 127));
const bytes = (length: number): fc.Arbitrary<number[]> => fc.array(byte, { minLength: length, maxLength: length });

const layers = fc
  .record({ runs: fc.integer({ min: 1, max: 4 }), length: fc.integer({ min: 1, max: 11 }) })
  .chain(({ runs, length }) =>
    fc.record({
      runs: fc.constant(runs),
      length: fc.constant(length),
      filter: bytes(2 * runs * length),
      input: bytes(runs * length),
      starts: fc.tuple(...[0, 1].map(() => fc.integer({ min: -(2 ** 21), max: 2 ** 21 }))),
    }),
  );

describe("weights for pairs of channels", () => {
  it("give the sums of both channels, packed or not", () => {
    let packedLayers = 0;
    fc.assert(
      fc.property(layers, ({ runs, length, filter, input, starts }) => {
        const taps = expandedTaps(runs, length);
        const pairs = expandedPairs(runs, length);
        expect(taps.length).toBe(2 * pairs);
        const { packed, words } = dspWeights({
          filter,
          starts: starts.map(BigInt),
          channelWords: [[], []],
          taps,
          pairs: pairs + 1,
          block: 2,
        });
        packedLayers += packed ? 1 : 0;
        // Places without a weight hold whatever is in the arena.
        const expanded = taps.map((tap) => (tap < 0 ? -21846 : (input[tap] ?? 0)));
        const expected = starts.map((start, channel) =>
          input.reduce((sum, x, k) => sum + x * (filter[channel * input.length + k] ?? 0), start),
        );
        expect(sums(words, packed, [...expanded, 4660, -21846])).toEqual(expected);
      }),
      { numRuns: 500 },
    );
    expect(packedLayers).toBeGreaterThan(50);
  });

  const one = (filter: readonly number[], start: bigint) =>
    dspWeights({ filter, starts: [0n, start], channelWords: [[], []], taps: [0, 1], pairs: 1, block: 2 }).packed;

  it("are packed only where 16 bits hold the pair", () => {
    expect(one([1, 0, -128, 0], 0n)).toBe(true);
    expect(one([-1, 0, -128, 0], 0n)).toBe(false);
    expect(one([-128, 0, -127, 0], 0n)).toBe(true);
  });

  it("are packed only where 24 bits hold the upper sum for every input", () => {
    expect(one([0, 0, 1, 0], BigInt(2 ** 23 - 128))).toBe(true);
    expect(one([0, 0, 1, 0], BigInt(2 ** 23 - 127))).toBe(false);
    expect(one([0, 0, 1, 0], BigInt(128 - 2 ** 23))).toBe(true);
    expect(one([0, 0, 1, 0], BigInt(127 - 2 ** 23))).toBe(false);
  });
});
