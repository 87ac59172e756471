// SPDX-License-Identifier: Apache-2.0
/** PAD: constraints, values of the padding, axes. */
import { describe, expect, test } from "vitest";
import { affine, run, violations } from "../../../test/support/one-node.js";
import type { OpCase } from "../../../test/support/op-case.js";
import { pad } from "./index.js";

const node = (input: object = {}, pads: object = {}, output: object = {}): OpCase<Record<string, never>> => ({
  inputs: [
    { shape: [1, 2], dtype: "int8", quantization: affine(1, -7), ...input },
    { shape: [2, 2], dtype: "int32", values: [1, 0, 0, 2], ...pads },
  ],
  outputs: [{ shape: [2, 4], dtype: "int8", quantization: affine(1, -7), ...output }],
  attributes: {},
});

describe("constraints", () => {
  test("accept int32 and int64 paddings", () => {
    expect(violations(pad, node())).toEqual([]);
    expect(violations(pad, node({}, { dtype: "int64" }))).toEqual([]);
  });

  test.each([
    ["uint8", node({ dtype: "uint8" }, {}, { dtype: "uint8" }), "signature"],
    ["run-time paddings", node({}, { values: undefined }), "constant-inputs: input 1 is computed at run time"],
    ["another shape", node({}, {}, { shape: [2, 5] }), "paddings: paddings 1+0, 0+2 from 1x2 to 2x5"],
    ["negative paddings", node({}, { values: [1, 0, -1, 3] }), "paddings: paddings 1+0, -1+3 from 1x2 to 2x4"],
    [
      "six dimensions",
      node({ shape: [1, 1, 1, 1, 1, 2] }, { shape: [6, 2], values: Array(12).fill(0) }, { shape: [1, 1, 1, 1, 1, 2] }),
      "rank: input 0 has shape 1x1x1x1x1x2",
    ],
    ["a wild zero point", node({}, {}, { quantization: affine(1, 200) }), "zero-point-range: the zero point is 200"],
  ])("refuse %s", (_, opCase, expected) => {
    expect(violations(pad, opCase)).toContain(expected);
  });
});

test("int8 is padded with the zero point of the output, other types with 0", () => {
  expect(run(pad, node(), [5, 6])).toEqual([-7, -7, -7, -7, 5, 6, -7, -7]);
  const floats = node({ dtype: "float32" }, {}, { dtype: "float32" });
  expect(run(pad, floats, [5, 6])).toEqual([0, 0, 0, 0, 5, 6, 0, 0]);
});

test("inner and outer paddings", () => {
  const inner = node(
    { shape: [2, 2, 1] },
    { shape: [3, 2], values: [0, 0, 1, 0, 0, 1] },
    { shape: [2, 3, 2], quantization: affine(1, 0) },
  );
  expect(run(pad, inner, [1, 2, 3, 4])).toEqual([0, 0, 1, 0, 2, 0, 0, 0, 3, 0, 4, 0]);
});
