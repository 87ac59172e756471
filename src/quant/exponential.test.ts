// SPDX-License-Identifier: Apache-2.0
/** Fixed-point exponentials: values recorded from gemmlowp's fixedpoint.h, and distance from the real functions. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { expOnNegativeValues, logistic, oneOverOnePlus } from "./exponential.js";

test.each([
  [0, 2147483647],
  [-1, 2147483124],
  [-16777216, 1672462419],
  [-16777217, 1672461539],
  [-100000000, 483927985],
  [-67108864, 790015308],
  [-1000000000, 725],
  [-2147483648, 0],
])("exp of %i in Q5.26", (x, expected) => {
  expect(expOnNegativeValues(x, 5)).toBe(expected);
});

test.each([
  [0, 2147483647],
  [1000000, 2146484108],
  [1073741824, 1431655762],
  [2147483647, 1073741820],
])("1 / (1 + x) of %i in Q0.31", (x, expected) => {
  expect(oneOverOnePlus(x)).toBe(expected);
});

test.each([
  [0, 1073741824],
  [-1, 1073741699],
  [134217728, 1569936226],
  [-134217728, 577547421],
  [-2147483648, 241],
])("logistic of %i in Q4.27", (x, expected) => {
  expect(logistic(x, 4)).toBe(expected);
});

// The same checksum over the same 200 000 arguments was taken from gemmlowp compiled by g++.
test("checksums over a long sequence", () => {
  let state = 1;
  const hashes = [2166136261, 2166136261, 2166136261];
  for (let i = 0; i < 200_000; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const positive = state >>> 1;
    [expOnNegativeValues(-positive, 5), oneOverOnePlus(positive), logistic(state | 0, 4)].forEach((value, k) => {
      hashes[k] = Math.imul(hashes[k]! ^ value, 16777619);
    });
  }
  expect(hashes.map((hash) => (hash >>> 0).toString(16))).toEqual(["80010b00", "ac246441", "475e1aaf"]);
});

test("all stay close to the real functions", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), (x) => {
      expect(Math.abs(expOnNegativeValues(-x, 5) / 2 ** 31 - Math.exp(-x / 2 ** 26))).toBeLessThan(1e-6);
      expect(Math.abs(oneOverOnePlus(x) / 2 ** 31 - 1 / (1 + x / 2 ** 31))).toBeLessThan(1e-8);
    }),
  );
});
