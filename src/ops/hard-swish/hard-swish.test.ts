// SPDX-License-Identifier: Apache-2.0
/** HARD_SWISH: near the real function, exact where it is flat or straight, and the rules. */
import { expect, test } from "vitest";
import { affine, run, violations } from "../../../test/support/one-node.js";
import type { OpCase } from "../../../test/support/op-case.js";
import type { NoAttributes } from "../shared/no-attributes.js";
import { hardSwish } from "./index.js";

function int8(inputScale: number, outputScale: number): OpCase<NoAttributes> {
  return {
    inputs: [{ shape: [256], dtype: "int8", quantization: affine(inputScale, 3) }],
    outputs: [{ shape: [256], dtype: "int8", quantization: affine(outputScale, -10) }],
    attributes: {},
  };
}

test("int8 is within one step of the real function", () => {
  const stored = Array.from({ length: 256 }, (_, i) => i - 128);
  const results = run(hardSwish, int8(0.0625, 0.0625), stored);
  results.forEach((result, i) => {
    const x = (stored[i]! - 3) * 0.0625;
    const real = Math.max(-128, Math.min(127, (x * Math.min(6, Math.max(0, x + 3))) / 6 / 0.0625 - 10));
    expect(Math.abs(result - real)).toBeLessThanOrEqual(1);
  });
  // −3 and below give 0, whose stored form is the zero point.
  expect(results[0]).toBe(-10);
});

test("float32", () => {
  const tensor = { shape: [5], dtype: "float32" as const };
  expect(run(hardSwish, { inputs: [tensor], outputs: [tensor], attributes: {} }, [-4, -3, 0, 3, 6])).toEqual([
    -0, -0, 0, 3, 6,
  ]);
});

test("TFLM wants the output to be at most 128 times finer", () => {
  expect(violations(hardSwish, int8(0.5, 0.01))).toEqual([]);
  expect(violations(hardSwish, int8(0.5, 0.002))[0]).toMatch(/^scales: /);
});
