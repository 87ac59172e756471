// SPDX-License-Identifier: Apache-2.0
/** LOG_SOFTMAX: near the real function, rows of equal values, and the rules. */
import { expect, test } from "vitest";
import { affine, run, violations } from "../../../test/support/one-node.js";
import type { OpCase } from "../../../test/support/op-case.js";
import type { NoAttributes } from "../shared/no-attributes.js";
import { logSoftmax } from "./index.js";

const int8 = (scale: number, length = 5, outputScale = 1 / 16): OpCase<NoAttributes> => ({
  inputs: [{ shape: [2, length], dtype: "int8", quantization: affine(scale, 9) }],
  outputs: [{ shape: [2, length], dtype: "int8", quantization: affine(outputScale, 127) }],
  attributes: {},
});

test("int8 is within one step of the real function", () => {
  const rows = [10, 20, -30, 127, 126, -128, -100, -90, -128, -90];
  const results = run(logSoftmax, int8(0.1), rows);
  results.forEach((result, i) => {
    const row = rows.slice(i < 5 ? 0 : 5, i < 5 ? 5 : 10).map((x) => x * 0.1);
    const real = rows[i]! * 0.1 - Math.log(row.reduce((sum, x) => sum + Math.exp(x), 0));
    expect(Math.abs(result - Math.max(-128, real * 16 + 127))).toBeLessThanOrEqual(1);
  });
});

test("float32: equal values give −ln n", () => {
  const tensor = { shape: [4], dtype: "float32" as const };
  const opCase = { inputs: [tensor], outputs: [tensor], attributes: {} };
  const minusLn4 = -Math.fround(Math.log(4));
  expect(run(logSoftmax, opCase, [7, 7, 7, 7])).toEqual([minusLn4, minusLn4, minusLn4, minusLn4]);
});

test("the output's quantisation is fixed, and sums of exponentials have 12 integer bits", () => {
  expect(violations(logSoftmax, int8(0.1, 4095))).toEqual([]);
  expect(violations(logSoftmax, int8(0.1, 5, 1 / 32))).toEqual([
    "output-quantization: it has scale 0.03125 and zero point 127",
  ]);
  expect(violations(logSoftmax, int8(0.1, 4096))[0]).toMatch(/^shape: /);
});
