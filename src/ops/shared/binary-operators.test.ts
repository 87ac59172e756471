// SPDX-License-Identifier: Apache-2.0
/** Extremes and logical operators: hand cases with broadcasting. */
import { expect, test } from "vitest";
import { affine, run, violations } from "../../../test/support/one-node.js";
import type { OpCase } from "../../../test/support/op-case.js";
import type { DType } from "../../ir/dtype.js";
import { extremumOperator } from "./extremum.js";
import { logicalOperator } from "./logical.js";
import type { NoAttributes } from "./no-attributes.js";
import { tflmKernel } from "./tflm-kernel.js";

const maximum = extremumOperator({
  op: "MAXIMUM",
  resolverCall: "AddMaximum",
  tflm: tflmKernel({}),
  summary: "",
  relation: ">",
});
const minimum = extremumOperator({
  op: "MINIMUM",
  resolverCall: "AddMinimum",
  tflm: tflmKernel({}),
  summary: "",
  relation: "<",
});

function columnAndRow(dtype: DType, output = dtype): OpCase<NoAttributes> {
  return {
    inputs: [
      { shape: [2, 1], dtype },
      { shape: [3], dtype },
    ],
    outputs: [{ shape: [2, 3], dtype: output }],
    attributes: {},
  };
}

test.each(["int8", "int16", "int32", "int64", "float32"] as const)("extremes of a column and a row, %s", (dtype) => {
  expect(run(maximum, columnAndRow(dtype), [1, -5], [0, 2, -7])).toEqual([1, 2, 1, 0, 2, -5]);
  expect(run(minimum, columnAndRow(dtype), [1, -5], [0, 2, -7])).toEqual([0, 1, -7, -5, -5, -7]);
});

test("extremes compare stored values whatever the scales, as TFLM does", () => {
  const opCase: OpCase<NoAttributes> = {
    inputs: [
      { shape: [2], dtype: "int8", quantization: affine(10) },
      { shape: [2], dtype: "int8", quantization: affine(0.1) },
    ],
    outputs: [{ shape: [2], dtype: "int8", quantization: affine(10) }],
    attributes: {},
  };
  expect(violations(maximum, opCase)).toEqual([]);
  expect(run(maximum, opCase, [1, 5], [2, 4])).toEqual([2, 5]);
});

test("logical operators", () => {
  const and = logicalOperator({
    op: "LOGICAL_AND",
    resolverCall: "AddLogicalAnd",
    tflm: tflmKernel({}),
    summary: "",
    operator: "&&",
  });
  const or = logicalOperator({
    op: "LOGICAL_OR",
    resolverCall: "AddLogicalOr",
    tflm: tflmKernel({}),
    summary: "",
    operator: "||",
  });
  expect(run(and, columnAndRow("bool"), [0, 1], [0, 1, 1])).toEqual([0, 0, 0, 0, 1, 1]);
  expect(run(or, columnAndRow("bool"), [0, 1], [0, 1, 1])).toEqual([0, 1, 1, 1, 1, 1]);
  expect(violations(or, columnAndRow("int8", "bool"))).toEqual(["signature"]);
});
