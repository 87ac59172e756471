// SPDX-License-Identifier: Apache-2.0
/** Tables of softmax and of the logistic function against the real functions, and the scalings that index them. */
import { describe, expect, test } from "vitest";
import { interpolate } from "./lookup-table.js";
import { checkedLog2, sigmoidInt16, sigmoidScaling, sigmoidTable } from "./sigmoid-table.js";
import { softmaxExpTable, softmaxInt16Tables, softmaxReciprocal, softmaxScaling } from "./softmax.js";

describe("softmax", () => {
  test("the exponentials follow the scale and end at the radius", () => {
    const table = softmaxExpTable(softmaxScaling(1, 0.25));
    [0, 1, 40, 100].forEach((distance) => {
      expect(Math.abs(table[distance]! / 2 ** 31 - Math.exp(-distance / 4))).toBeLessThan(1e-6);
    });
    // The factor 2²⁴ is stored as 0.5 · 2²⁵, and the radius is 31 · 2²⁶ / 2²⁵.
    expect(softmaxScaling(1, 0.25).smallestDifference).toBe(-62);
    expect(table[62]).toBeGreaterThan(0);
    expect(table[63]).toBe(0);
  });

  test("the reciprocal of a sum", () => {
    // 5 in Q12.19 is 1.25 · 2², so the factor is 0.8 and two bits are over.
    const { scale, bitsOverUnit } = softmaxReciprocal(5 * 2 ** 19);
    expect(bitsOverUnit).toBe(2);
    expect(scale / 2 ** 31).toBeCloseTo(0.8, 7);
  });

  test("int16 tables are within one step where they are sampled", () => {
    const { exp, reciprocal } = softmaxInt16Tables();
    expect([exp.length, reciprocal.length]).toEqual([513, 513]);
    for (let i = 0; i <= 512; i += 16) {
      const x = (i / 512) * (65535 / 65536) * 65536;
      expect(Math.abs(exp[i]! - 32768 * Math.exp((x / 65535 - 1) * 10))).toBeLessThan(4);
      expect(Math.abs(reciprocal[i]! - 32768 / (1 + x / 65535))).toBeLessThan(2);
    }
    expect(Math.abs(interpolate(-32768 + 64, reciprocal) - 32768 / (1 + 64 / 65535))).toBeLessThan(2);
  });
});

describe("sigmoid", () => {
  test("the table is the rounded function or one more", () => {
    sigmoidTable().forEach((value, i) => {
      const excess = value - 65536 / (1 + Math.exp(-i / 24));
      expect(excess > -0.5 && excess < 1.2).toBe(true);
    });
  });

  test("scales are 3 for 2^-12, else at most 15 bits", () => {
    expect(sigmoidScaling(2 ** -12)).toEqual({ multiplier: 3, shift: 0 });
    expect(sigmoidScaling(2 ** -13)).toEqual({ multiplier: 24576, shift: 14 });
    for (const scale of [1e-9, 0.001, 0.3, 2.6]) expect(sigmoidScaling(scale).multiplier).toBeLessThanOrEqual(32767);
  });

  test("is symmetric around one half", () => {
    const table = sigmoidTable();
    const scaling = sigmoidScaling(2 ** -12);
    expect(sigmoidInt16(0, scaling, table)).toBe(16384);
    for (const x of [1, 999, 12345, 32767]) {
      const sum = sigmoidInt16(x, scaling, table) + sigmoidInt16(-x, scaling, table);
      expect(Math.abs(sum - 32768)).toBeLessThanOrEqual(1);
    }
  });

  test("powers of two are recognised within 0.1 % of an octave", () => {
    expect(checkedLog2(2 ** -15)).toEqual({ isPowerOfTwo: true, exponent: -15 });
    expect(checkedLog2(2 ** -15 * 1.0005)).toEqual({ isPowerOfTwo: true, exponent: -15 });
    expect(checkedLog2(2 ** -15 * 1.001).isPowerOfTwo).toBe(false);
  });
});
