// SPDX-License-Identifier: Apache-2.0
/** RELU6: constraints and clamp. */
import { describe, expect, test } from "vitest";
import { affine, run, violations } from "../../../test/support/one-node.js";
import type { OpCase } from "../../../test/support/op-case.js";
import { relu6 } from "./index.js";

const node = (input: object, output: object = input): OpCase<Record<string, never>> => ({
  inputs: [{ shape: [4], dtype: "int8", quantization: affine(1), ...input }],
  outputs: [{ shape: [4], dtype: "int8", quantization: affine(1), ...output }],
  attributes: {},
});

describe("constraints", () => {
  test("accept a plain node", () => {
    expect(violations(relu6, node({}))).toEqual([]);
  });

  test.each([
    ["type", node({ dtype: "int32" }), "signature"],
    ["shape", node({}, { shape: [5] }), "element-count: input 0 is 4, output 0 is 5"],
    ["scale", node({ quantization: affine(-1) }), "per-tensor-quantization: input 0 has scale -1"],
  ])("refuse the %s", (_, opCase, expected) => {
    expect(violations(relu6, opCase)).toContain(expected);
  });
});

test("clamps to 0 and 6 in the quantisation of the input", () => {
  expect(run(relu6, node({ quantization: affine(0.25, -10) }), [-128, -11, 13, 15])).toEqual([-10, -10, 13, 14]);
  // 6 lies beyond the type.
  expect(run(relu6, node({ quantization: affine(0.01) }), [-1, 0, 126, 127])).toEqual([0, 0, 126, 127]);
});

test("float32", () => {
  expect(run(relu6, node({ dtype: "float32" }), [-1, 5.5, 6, 9])).toEqual([0, 5.5, 6, 6]);
});
