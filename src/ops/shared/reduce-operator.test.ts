// SPDX-License-Identifier: Apache-2.0
/** Reductions: axes, keep_dims, order of elements, and the rules on shapes. */
import { describe, expect, test } from "vitest";
import { affine, run, violations } from "../../../test/support/one-node.js";
import type { OpCase } from "../../../test/support/op-case.js";
import type { DType } from "../../ir/dtype.js";
import type { Shape } from "../../ir/shape.js";
import { reduceExtremumOperator } from "./reduce-extremum.js";
import type { ReduceAttributes } from "./reduce-operator.js";
import { tflmKernel } from "./tflm-kernel.js";

const reduceMax = reduceExtremumOperator({
  op: "REDUCE_MAX",
  resolverCall: "AddReduceMax",
  tflm: tflmKernel({}),
  summary: "",
  relation: ">",
});
const reduceMin = reduceExtremumOperator({
  op: "REDUCE_MIN",
  resolverCall: "AddReduceMin",
  tflm: tflmKernel({}),
  summary: "",
  relation: "<",
});

function reduction(
  axes: readonly number[],
  output: Shape,
  keepDims = false,
  dtype: DType = "int8",
): OpCase<ReduceAttributes> {
  return {
    inputs: [
      { shape: [2, 3], dtype },
      { shape: [axes.length], dtype: "int32", values: axes },
    ],
    outputs: [{ shape: output, dtype }],
    attributes: { keepDims },
  };
}

const rows = [5, -1, 3, -9, 8, 2];

describe("values", () => {
  test("along either axis, all axes, and none", () => {
    expect(run(reduceMax, reduction([0], [3]), rows)).toEqual([5, 8, 3]);
    expect(run(reduceMax, reduction([1], [2]), rows)).toEqual([5, 8]);
    expect(run(reduceMin, reduction([0, 1], []), rows)).toEqual([-9]);
    expect(run(reduceMin, reduction([], [2, 3]), rows)).toEqual(rows);
  });

  test("negative and repeated axes, and kept dimensions", () => {
    expect(run(reduceMax, reduction([-1, 1], [2, 1], true), rows)).toEqual([5, 8]);
  });

  test("start from the largest finite float32, so infinities turn into it, as in TFLM", () => {
    const largest = (2 - 2 ** -23) * 2 ** 127;
    expect(run(reduceMin, reduction([1], [2], false, "float32"), [Infinity, Infinity, Infinity, 1, 2, 3])).toEqual([
      largest,
      1,
    ]);
  });
});

describe("rules", () => {
  test("the output's shape follows from axes and keep_dims", () => {
    expect(violations(reduceMax, reduction([1], [2]))).toEqual([]);
    expect(violations(reduceMax, reduction([1], [2], true))).toEqual(["output-shape: the output is 2, expected 2x1"]);
  });

  test("axes must exist", () => {
    expect(violations(reduceMax, reduction([2], [2, 3]))).toEqual(["axes: axes 2"]);
  });

  test("int8 must keep its quantisation", () => {
    const opCase = reduction([1], [2]);
    const [input, axes] = opCase.inputs;
    const inputs = [{ ...input!, quantization: affine(0.5, 1) }, axes];
    const output = { shape: [2], dtype: "int8" as const };
    expect(
      violations(reduceMax, { ...opCase, inputs, outputs: [{ ...output, quantization: affine(0.5, 1) }] }),
    ).toEqual([]);
    expect(
      violations(reduceMax, { ...opCase, inputs, outputs: [{ ...output, quantization: affine(0.5, 2) }] }),
    ).toEqual(["equal-quantization: they are 0.5, 1 and 0.5, 2"]);
  });
});
