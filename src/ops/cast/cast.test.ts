// SPDX-License-Identifier: Apache-2.0
/** CAST: narrowing, widening, saturation of float32, and the types that TFLM has. */
import { expect, test } from "vitest";
import { run, violations } from "../../../test/support/one-node.js";
import type { OpCase } from "../../../test/support/op-case.js";
import type { DType } from "../../ir/dtype.js";
import type { NoAttributes } from "../shared/no-attributes.js";
import { cast } from "./index.js";

const between = (from: DType, to: DType): OpCase<NoAttributes> => ({
  inputs: [{ shape: [4], dtype: from }],
  outputs: [{ shape: [4], dtype: to }],
  attributes: {},
});

test.each<[DType, DType, number[], number[]]>([
  ["int32", "int8", [1, 200, -129, 256], [1, -56, 127, 0]],
  ["int8", "uint32", [1, -1, 127, -128], [1, 4294967295, 127, 4294967168]],
  ["uint32", "float32", [0, 4294967295, 16777217, 5], [0, 4294967296, 16777216, 5]],
  ["float32", "int32", [1.9, -1.9, 3e9, NaN], [1, -1, 0x7fffffff, 0]],
  ["float32", "uint32", [1.9, -1.9, 3e9, 1e10], [1, 0, 3e9, 4294967295]],
  ["float32", "int8", [1.9, -1.9, 200, -300], [1, -1, -56, -44]],
  ["bool", "float32", [0, 1, 1, 0], [0, 1, 1, 0]],
])("%s to %s", (from, to, values, expected) => {
  expect(run(cast, between(from, to), values)).toEqual(expected);
});

test("TFLM casts neither from uint8 nor to bool", () => {
  expect(violations(cast, between("uint8", "float32"))).toEqual(["signature"]);
  expect(violations(cast, between("int8", "bool"))).toEqual(["signature"]);
});
