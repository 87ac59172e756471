// SPDX-License-Identifier: Apache-2.0
/** RSQRT: near 1/√x, the largest value where there is none, and the rules. */
import { expect, test } from "vitest";
import { affine, run, violations } from "../../../test/support/one-node.js";
import { rsqrt } from "./index.js";

test("int8: 1/√(x · 0.25) in steps of 1/32", () => {
  const opCase = {
    inputs: [{ shape: [5], dtype: "int8" as const, quantization: affine(0.25, -100) }],
    outputs: [{ shape: [5], dtype: "int8" as const, quantization: affine(1 / 32, -10) }],
    attributes: {},
  };
  // Real values 0.25, 1, 4, 0 and −1.
  expect(run(rsqrt, opCase, [-99, -96, -84, -100, -104])).toEqual([54, 22, 6, 127, 127]);
});

test("float32 rounds the root and the quotient", () => {
  const tensor = { shape: [3], dtype: "float32" as const };
  const opCase = { inputs: [tensor], outputs: [tensor], attributes: {} };
  expect(run(rsqrt, opCase, [4, 2, 0])).toEqual([0.5, Math.fround(1 / Math.fround(Math.SQRT2)), Infinity]);
});

test("the factor must fit the shifts", () => {
  const tensor = (scale: number) => ({ shape: [1], dtype: "int8" as const, quantization: affine(scale) });
  expect(violations(rsqrt, { inputs: [tensor(1)], outputs: [tensor(2 ** 11)], attributes: {} })).toEqual([]);
  expect(violations(rsqrt, { inputs: [tensor(1)], outputs: [tensor(2 ** 13)], attributes: {} })[0]).toMatch(
    /^factor: /,
  );
});
