// SPDX-License-Identifier: Apache-2.0
/** Comparisons: plain numbers, int8 on a common scale, and the rules on scales. */
import { describe, expect, test } from "vitest";
import { affine, run, violations } from "../../../test/support/one-node.js";
import type { CaseTensor, OpCase } from "../../../test/support/op-case.js";
import type { DType } from "../../ir/dtype.js";
import { comparisonOperator, type Relation } from "./comparison.js";
import type { NoAttributes } from "./no-attributes.js";
import { tflmKernel } from "./tflm-kernel.js";

const operator = (relation: Relation) =>
  comparisonOperator({
    op: "COMPARISON",
    resolverCall: "AddComparison",
    tflm: tflmKernel({}),
    summary: "",
    maxVersion: 1,
    relation,
    also: ["bool"],
  });

function pair(dtype: DType, first: Partial<CaseTensor> = {}, second: Partial<CaseTensor> = {}): OpCase<NoAttributes> {
  return {
    inputs: [
      { shape: [3], dtype, ...first },
      { shape: [3], dtype, ...second },
    ],
    outputs: [{ shape: [3], dtype: "bool" }],
    attributes: {},
  };
}

describe("values", () => {
  test.each<[Relation, number[]]>([
    ["==", [0, 1, 0]],
    ["!=", [1, 0, 1]],
    [">", [0, 0, 1]],
    [">=", [0, 1, 1]],
    ["<", [1, 0, 0]],
    ["<=", [1, 1, 0]],
  ])("%s of int32, int64 and float32", (relation, expected) => {
    for (const dtype of ["int32", "int64", "float32"] as const) {
      expect(run(operator(relation), pair(dtype), [1, 2, 3], [2, 2, 2])).toEqual(expected);
    }
  });

  test("of int8 are real values: 10 · 0.5 equals 50 · 0.1", () => {
    const sides = pair("int8", { quantization: affine(0.5) }, { quantization: affine(0.1) });
    expect(run(operator("=="), sides, [10, 10, 9], [50, 49, 50])).toEqual([1, 0, 0]);
    expect(run(operator("<"), sides, [10, 10, 9], [50, 49, 50])).toEqual([0, 0, 1]);
  });

  test("of int8 count from the zero point", () => {
    const sides = pair("int8", { quantization: affine(0.5, 7) }, { quantization: affine(0.5, -3) });
    expect(run(operator("=="), sides, [7, 8, 9], [-3, -2, 0])).toEqual([1, 1, 0]);
  });

  test("repeat a scalar", () => {
    const sides = pair("int32", {}, { shape: [] });
    expect(run(operator(">"), sides, [1, 2, 3], [2])).toEqual([0, 0, 1]);
  });
});

describe("rules", () => {
  test("TFLM stops at scales of 1 and above", () => {
    const sides = pair("int8", { quantization: affine(1) }, { quantization: affine(0.5) });
    expect(violations(operator("=="), sides)).toEqual(["scale-of-input-0: it is 1"]);
  });

  test("shapes must broadcast", () => {
    expect(violations(operator("=="), pair("int32", {}, { shape: [2] }))).toEqual([
      "broadcast: inputs 3 and 2, output 3",
    ]);
  });

  test("types must agree and be known", () => {
    expect(violations(operator("=="), pair("int32", {}, { dtype: "float32" }))).toEqual(["signature"]);
    expect(violations(operator("=="), pair("int16"))).toEqual(["signature"]);
  });
});
