// SPDX-License-Identifier: Apache-2.0
/** Multipliers: exact powers of two, rounding at the top of the significand, tiny and huge factors. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { frexp, quantizeMultiplier, roundHalfAwayFromZero } from "./multiplier.js";

describe("frexp", () => {
  test("splits every finite double into a fraction and a power of two", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
        const { fraction, exponent } = frexp(x);
        if (x === 0) return fraction === 0 && exponent === 0;
        // In two steps, because 2^exponent alone may overflow or be subnormal.
        const half = Math.trunc(exponent / 2);
        return (
          Math.abs(fraction) >= 0.5 && Math.abs(fraction) < 1 && fraction * 2 ** half * 2 ** (exponent - half) === x
        );
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    [1, 0.5, 1],
    [-3, -0.75, 2],
    [0.5, 0.5, 0],
    [Number.MIN_VALUE, 0.5, -1073],
    [Number.MAX_VALUE, 1 - 2 ** -53, 1024],
  ])("%d = %d x 2^%d", (x, fraction, exponent) => {
    expect(frexp(x)).toEqual({ fraction, exponent });
  });
});

describe("quantizeMultiplier", () => {
  test.each([
    [0, 0, 0],
    [1, 2 ** 30, 1],
    [0.5, 2 ** 30, 0],
    [0.25, 2 ** 30, -1],
    [3, 0.75 * 2 ** 31, 2],
    // The significand rounds up to 2^31 and is halved.
    [1 - 2 ** -40, 2 ** 30, 1],
    // Below 2^-32 nothing is left.
    [2 ** -32, 2 ** 30, -31],
    [2 ** -33, 0, 0],
    [-0.25, -(2 ** 30), -1],
  ])("%d", (real, multiplier, shift) => {
    expect(quantizeMultiplier(real)).toEqual({ multiplier, shift });
  });

  test("is within half a unit of the last place", () => {
    fc.assert(
      fc.property(fc.double({ min: 2 ** -31, max: 2 ** 20, noNaN: true }), (real) => {
        const { multiplier, shift } = quantizeMultiplier(real);
        const error = Math.abs(multiplier * 2 ** (shift - 31) - real);
        return multiplier >= 2 ** 30 && multiplier < 2 ** 31 && error <= 2 ** (shift - 32);
      }),
    );
  });
});

test("roundHalfAwayFromZero differs from Math.round on negative ties and next to a half", () => {
  expect([-2.5, -0.5, 0.5, 1.5, 0.49999999999999994].map((x) => roundHalfAwayFromZero(x) + 0)).toEqual([
    -3, -1, 1, 2, 0,
  ]);
});
