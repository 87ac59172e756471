// SPDX-License-Identifier: Apache-2.0
/** DEQUANTIZE: constraints, one rounding to float32, overlap of a widening kernel. */
import { describe, expect, test } from "vitest";
import { SCALAR, affine, run, viewOfCase, violations } from "../../../test/support/one-node.js";
import type { OpCase } from "../../../test/support/op-case.js";
import { dequantize } from "./index.js";

const node = (input: object, output: object = {}): OpCase<Record<string, never>> => ({
  inputs: [{ shape: [3], dtype: "int8", quantization: affine(0.1, 5), ...input }],
  outputs: [{ shape: [3], dtype: "float32", ...output }],
  attributes: {},
});

describe("constraints", () => {
  test("accept int8, uint8 and int16", () => {
    for (const dtype of ["int8", "uint8", "int16"]) expect(violations(dequantize, node({ dtype }))).toEqual([]);
  });

  test.each([
    ["int32", node({ dtype: "int32" }), "signature"],
    ["another shape", node({}, { shape: [4] }), "element-count: input 0 is 3, output 0 is 4"],
    [
      "a wild zero point",
      node({ quantization: affine(1, 300) }),
      "per-tensor-quantization: input 0 has zero point 300",
    ],
  ])("refuse %s", (_, opCase, expected) => {
    expect(violations(dequantize, opCase)).toContain(expected);
  });
});

test("rounds the exact product once", () => {
  const scale = Math.fround(0.1);
  const expected = [-128, 5, 127].map((stored) => Math.fround(scale * (stored - 5)));
  expect(run(dequantize, node({}), [-128, 5, 127])).toEqual(expected);
});

test("the output may start so far below that it never reaches unread bytes", () => {
  const [emitter] = dequantize.aot;
  expect(emitter.memory?.(viewOfCase("DEQUANTIZE", node({})), SCALAR).overlaps).toEqual([
    { input: 0, output: 0, outputBelow: 2 * 3 },
  ]);
  // int16 and float may not alias in C.
  expect(emitter.memory?.(viewOfCase("DEQUANTIZE", node({ dtype: "int16" })), SCALAR).overlaps).toEqual([]);
});
