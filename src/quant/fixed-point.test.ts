// SPDX-License-Identifier: Apache-2.0
/** Fixed-point functions against the definitions in exact integers, with ties, saturation and extremes. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  clamp,
  INT32_MAX,
  INT32_MIN,
  multiplyByQuantizedMultiplier,
  multiplyByQuantizedMultiplier64,
  reduceMultiplier,
  roundingDivideByPowerOfTwo,
  saturatingRoundingDoublingHighMul,
} from "./fixed-point.js";

// The text of gemmlowp's definition: a nudge of half a unit with the product's sign, then division towards zero.
function highMulModel(a: bigint, b: bigint): bigint {
  if (a === -(2n ** 31n) && b === a) return 2n ** 31n - 1n;
  const product = a * b;
  const nudge = product >= 0n ? 2n ** 30n : 1n - 2n ** 30n;
  return (product + nudge) / 2n ** 31n;
}

// x / 2^exponent to nearest, ties away from zero.
function divideModel(x: bigint, exponent: bigint): bigint {
  const half = exponent === 0n ? 0n : 2n ** (exponent - 1n);
  return x >= 0n ? (x + half) / 2n ** exponent : -((-x + half) / 2n ** exponent);
}

function multiplyModel(x: bigint, multiplier: bigint, shift: number): bigint {
  const left = BigInt.asIntN(32, x * 2n ** BigInt(Math.max(shift, 0)));
  return divideModel(highMulModel(left, multiplier), BigInt(Math.max(-shift, 0)));
}

const int32 = fc.oneof(
  fc.integer({ min: INT32_MIN, max: INT32_MAX }),
  fc.constantFrom(INT32_MIN, INT32_MIN + 1, -1, 0, 1, INT32_MAX - 1, INT32_MAX),
  fc.integer({ min: 0, max: 30 }).map((bit) => 2 ** bit),
  fc.integer({ min: 0, max: 31 }).map((bit) => -(2 ** bit)),
);
const multiplier = fc.oneof(fc.integer({ min: 2 ** 30, max: INT32_MAX }), fc.constantFrom(0, 2 ** 30, INT32_MAX));
const RUNS = { numRuns: 5000 };

describe("saturatingRoundingDoublingHighMul", () => {
  test("equals the definition", () => {
    fc.assert(
      fc.property(int32, int32, (a, b) => {
        expect(BigInt(saturatingRoundingDoublingHighMul(a, b))).toBe(highMulModel(BigInt(a), BigInt(b)));
      }),
      RUNS,
    );
  });

  test.each([
    [INT32_MIN, INT32_MIN, INT32_MAX],
    [INT32_MIN, INT32_MAX, -INT32_MAX],
    [1, 2 ** 30, 1],
    [-1, 2 ** 30, 0],
    [3, 2 ** 30, 2],
    [-3, 2 ** 30, -1],
  ])("%d x %d = %d", (a, b, expected) => {
    expect(saturatingRoundingDoublingHighMul(a, b)).toBe(expected);
  });
});

describe("roundingDivideByPowerOfTwo", () => {
  test("equals the definition for every exponent", () => {
    fc.assert(
      fc.property(int32, fc.integer({ min: 0, max: 31 }), (x, exponent) => {
        expect(BigInt(roundingDivideByPowerOfTwo(x, exponent))).toBe(divideModel(BigInt(x), BigInt(exponent)));
      }),
      RUNS,
    );
  });

  test.each([
    [5, 1, 3],
    [-5, 1, -3],
    [6, 2, 2],
    [-6, 2, -2],
    [-1, 31, 0],
    [INT32_MIN, 31, -1],
    [2 ** 30, 31, 1],
  ])("%d / 2^%d = %d", (x, exponent, expected) => {
    expect(roundingDivideByPowerOfTwo(x, exponent)).toBe(expected);
  });
});

describe("multiplyByQuantizedMultiplier", () => {
  test("equals the definition for every shift", () => {
    fc.assert(
      fc.property(int32, multiplier, fc.integer({ min: -31, max: 30 }), (x, m, shift) => {
        expect(BigInt(multiplyByQuantizedMultiplier(x, m, shift))).toBe(multiplyModel(BigInt(x), BigInt(m), shift));
      }),
      RUNS,
    );
  });

  test("rounds twice: an exact 0.5 - 2^-32 becomes 1", () => {
    // 2^31 - 1 as multiplier turns 2 into 2 in the first rounding; the second sees a tie that the real product is not.
    expect(multiplyByQuantizedMultiplier(2, INT32_MAX, -2)).toBe(1);
  });

  test("wraps a left shift that overflows", () => {
    expect(multiplyByQuantizedMultiplier(0x40000001, 2 ** 30, 2)).toBe(2);
  });
});

describe("multiplyByQuantizedMultiplier64", () => {
  const wide = fc.oneof(
    fc.integer({ min: -(2 ** 47), max: 2 ** 47 - 1 }),
    fc.integer({ min: -(2 ** 32), max: 2 ** 32 }),
    fc.constantFrom(0, 1, -1, 2 ** 37, -(2 ** 37), 2 ** 37 - 1, 1 - 2 ** 37, 2 ** 47 - 1, -(2 ** 47)),
  );

  test("equals one rounding with a 16-bit multiplier, cut to 32 bits", () => {
    fc.assert(
      fc.property(wide, multiplier, fc.integer({ min: -31, max: 7 }), (x, m, shift) => {
        const total = BigInt(15 - shift);
        const product = BigInt(x) * BigInt(reduceMultiplier(m)) + 2n ** (total - 1n);
        const expected = BigInt.asIntN(32, product >> total);
        expect(BigInt(multiplyByQuantizedMultiplier64(x, m, shift))).toBe(expected);
      }),
      RUNS,
    );
  });

  test.each([
    [0x40000000, 0x4000],
    [0x40007fff, 0x4000],
    [0x40008000, 0x4001],
    [0x7ffeffff, 0x7fff],
    [0x7fff0000, 0x7fff],
    [INT32_MAX, 0x7fff],
  ])("reduces %d to %d", (full, reduced) => {
    expect(reduceMultiplier(full)).toBe(reduced);
  });
});

test("clamp keeps values inside and replaces those outside", () => {
  expect([-200, -128, 0, 127, 200].map((x) => clamp(x, -128, 127))).toEqual([-128, -128, 0, 127, 127]);
});
