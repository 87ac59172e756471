// SPDX-License-Identifier: Apache-2.0
/** PADV2: constraints on the value, and the value itself. */
import { describe, expect, test } from "vitest";
import { affine, run, violations } from "../../../test/support/one-node.js";
import type { OpCase } from "../../../test/support/op-case.js";
import { padV2 } from "./index.js";

const node = (value: object = {}): OpCase<Record<string, never>> => ({
  inputs: [
    { shape: [2], dtype: "int8", quantization: affine(1, -7) },
    { shape: [1, 2], dtype: "int32", values: [1, 2] },
    { shape: [], dtype: "int8", quantization: affine(1, -7), values: [-128], ...value },
  ],
  outputs: [{ shape: [5], dtype: "int8", quantization: affine(1, -7) }],
  attributes: {},
});

describe("constraints", () => {
  test("accept a scalar", () => {
    expect(violations(padV2, node())).toEqual([]);
  });

  test.each([
    ["another type", node({ dtype: "int32" }), "signature"],
    ["a run-time value", node({ values: undefined }), "constant-inputs: input 2 is computed at run time"],
    ["several values", node({ shape: [2], values: [1, 2] }), "value-count: input 2 is 2"],
    [
      "another scale",
      node({ quantization: affine(2, -7) }),
      "value-quantization: input 2 has (2, -7), the output (1, -7)",
    ],
  ])("refuse %s", (_, opCase, expected) => {
    expect(violations(padV2, opCase)).toContain(expected);
  });
});

test("pads with the value", () => {
  expect(run(padV2, node(), [5, 6])).toEqual([-128, 5, 6, -128, -128]);
});
