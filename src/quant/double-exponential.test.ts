// SPDX-License-Identifier: Apache-2.0
/** exp on doubles against Math.exp. */
import { expect, test } from "vitest";
import { exponential } from "./double-exponential.js";

test("agrees with Math.exp within two units in the last place", () => {
  for (let x = -700; x <= 700; x += 0.37) {
    const exact = Math.exp(x);
    expect(Math.abs(exponential(x) - exact)).toBeLessThanOrEqual(exact * 2 ** -51);
  }
});

test("is exact at 0 and takes every argument", () => {
  expect(exponential(0)).toBe(1);
  expect(exponential(1000)).toBe(Infinity);
  expect(exponential(Infinity)).toBe(Infinity);
  expect(exponential(-1000)).toBe(0);
  expect(exponential(-Infinity)).toBe(0);
  expect(exponential(NaN)).toBeNaN();
});
