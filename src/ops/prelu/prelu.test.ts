// SPDX-License-Identifier: Apache-2.0
/** PRELU: a slope per channel, and the rules on types and ranks. */
import { expect, test } from "vitest";
import { affine, run, violations } from "../../../test/support/one-node.js";
import type { OpCase } from "../../../test/support/op-case.js";
import type { Shape } from "../../ir/shape.js";
import type { NoAttributes } from "../shared/no-attributes.js";
import { prelu } from "./index.js";

function quantized(dtype: "int8" | "int16"): OpCase<NoAttributes> {
  return {
    inputs: [
      { shape: [2, 2], dtype, quantization: affine(0.5, 1) },
      { shape: [2], dtype: "int8", quantization: affine(0.25, 2), values: [6, -2] },
    ],
    outputs: [{ shape: [2, 2], dtype, quantization: affine(0.5, -1) }],
    attributes: {},
  };
}

test.each(["int8", "int16"] as const)("%s: slopes 1 and −1 below the zero point", (dtype) => {
  expect(run(prelu, quantized(dtype), [11, 11, -9, -9])).toEqual([9, 9, -11, 9]);
});

test("float32 takes at most 4 dimensions, as in TFLM", () => {
  const float = (shape: Shape): OpCase<NoAttributes> => {
    const tensor = { shape, dtype: "float32" as const };
    return { inputs: [tensor, { ...tensor, shape: [1] }], outputs: [tensor], attributes: {} };
  };
  expect(run(prelu, float([2]), [3, -3], [0.5])).toEqual([3, -1.5]);
  expect(violations(prelu, float([1, 1, 1, 2]))).toEqual([]);
  expect(violations(prelu, float([1, 1, 1, 1, 2]))).toEqual(["rank: input 0 has shape 1x1x1x1x2"]);
});

test("slopes of int16 are int8", () => {
  const opCase = quantized("int16");
  const slopes = { shape: [2], dtype: "int16" as const, quantization: affine(0.25), values: [1, 1] };
  expect(violations(prelu, { ...opCase, inputs: [opCase.inputs[0], slopes] })).toEqual(["signature"]);
});
