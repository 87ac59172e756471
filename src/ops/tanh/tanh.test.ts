// SPDX-License-Identifier: Apache-2.0
/** TANH: near the real function for both types, odd for int16, and the rules. */
import { describe, expect, test } from "vitest";
import { affine, run, violations } from "../../../test/support/one-node.js";
import type { OpCase } from "../../../test/support/op-case.js";
import type { NoAttributes } from "../shared/no-attributes.js";
import { tanh } from "./index.js";

function ofType(dtype: "int8" | "int16", scale: number, length: number, outputScale: number): OpCase<NoAttributes> {
  return {
    inputs: [{ shape: [length], dtype, quantization: affine(scale, dtype === "int8" ? -7 : 0) }],
    outputs: [{ shape: [length], dtype, quantization: affine(outputScale) }],
    attributes: {},
  };
}

describe("values", () => {
  test("int8 is within half a step of the real function", () => {
    const stored = Array.from({ length: 256 }, (_, i) => i - 128);
    run(tanh, ofType("int8", 0.05, 256, 1 / 128), stored).forEach((result, i) => {
      const real = Math.min(127, Math.tanh((stored[i]! + 7) * 0.05) * 128);
      expect(Math.abs(result - real)).toBeLessThan(0.51);
    });
  });

  test.each([2 ** -12, 2 ** -11, 0.0003])("int16 of scale %d is within 2^-11 of the real function", (scale) => {
    const stored = [-32768, -20000, -5000, -1, 0, 1, 5000, 20000, 32767];
    run(tanh, ofType("int16", scale, 9, 2 ** -15), stored).forEach((result, i) => {
      expect(Math.abs(result / 32768 - Math.tanh(stored[i]! * scale))).toBeLessThan(2 ** -11);
    });
  });
});

describe("rules", () => {
  test("int16 results have scale 2^-15", () => {
    expect(violations(tanh, ofType("int16", 0.001, 1, 2 ** -15))).toEqual([]);
    expect(violations(tanh, ofType("int16", 0.001, 1, 2 ** -14))[0]).toMatch(/^output-scale-int16: /);
  });

  test("scales whose multiplier TFLM cannot hold", () => {
    expect(violations(tanh, ofType("int16", 3, 1, 2 ** -15))).toEqual(["input-scale-int16: the scale is 3"]);
    expect(violations(tanh, ofType("int8", 2 ** -28, 1, 1 / 128))[0]).toMatch(/^input-scale: /);
  });
});
