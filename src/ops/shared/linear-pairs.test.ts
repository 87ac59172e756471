// SPDX-License-Identifier: Apache-2.0
/** A single rounding stands for two only where it gives the same for every pair of bytes. */
import { describe, expect, it } from "vitest";
import { linearPairs, type LinearPairsOptions } from "./linear-pairs.js";

const clamp = (value: number, { min, max }: LinearPairsOptions["range"]): number => Math.min(max, Math.max(min, value));

const bytes = Array.from({ length: 256 }, (_, i) => i - 128);

/** Pairs whose result in 32-bit arithmetic, as the emitted C has it, is not the wanted one or not representable. */
function mismatches({ result, factors, range }: LinearPairsOptions): number | undefined {
  const form = linearPairs({ result, factors, range });
  if (form === undefined) return undefined;
  const { first, second, offset, shift } = form;
  let wrong = 0;
  for (const a of bytes) {
    for (const b of bytes) {
      const sum = a * first + offset + b * second;
      if (Math.abs(sum) >= 2 ** 31 || clamp(sum >> shift, range) !== result(a, b)) wrong++;
    }
  }
  return wrong;
}

describe("linearPairs", () => {
  const range = { min: -128, max: 127 };

  it.each([
    [0.371313, 0.809171, 12],
    [1.93, 0.0113, -77],
    [0.731, -0.5521, 3],
  ])("rounds %d · a + %d · b + %d once", (first, second, zero) => {
    const result = (a: number, b: number): number => clamp(Math.floor(first * a + second * b + zero + 0.5), range);
    expect(mismatches({ result, factors: [first, second], range })).toBe(0);
  });

  it("keeps the bounds of an activation", () => {
    const narrow = { min: -20, max: 60 };
    const result = (a: number, b: number): number => clamp(Math.round(0.377 * a + 0.619 * b - 20), narrow);
    expect(mismatches({ result, factors: [0.377, 0.619], range: narrow })).toBe(0);
  });

  it("lets ties go away from zero by slightly larger factors", () => {
    const away = (value: number): number => Math.sign(value) * Math.floor(Math.abs(value) + 0.5);
    const result = (a: number, b: number): number => clamp(away((a + b) / 2), range);
    expect(mismatches({ result, factors: [0.5, 0.5], range })).toBe(0);
  });

  it("refuses a function with a single other value", () => {
    const result = (a: number, b: number): number =>
      a === 5 && b === -9 ? 17 : clamp(Math.floor(0.371313 * a + 0.809171 * b + 0.5), range);
    expect(mismatches({ result, factors: [0.371313, 0.809171], range })).toBeUndefined();
  });
});
