// SPDX-License-Identifier: Apache-2.0
/** ARG_MAX and ARG_MIN: first of equal elements, any axis, and the rules on axes. */
import { describe, expect, test } from "vitest";
import { run, violations } from "../../../test/support/one-node.js";
import type { OpCase } from "../../../test/support/op-case.js";
import type { Shape } from "../../ir/shape.js";
import { argExtremumOperator } from "./arg-extremum.js";
import type { NoAttributes } from "./no-attributes.js";
import { tflmKernel } from "./tflm-kernel.js";

const argMax = argExtremumOperator({
  op: "ARG_MAX",
  resolverCall: "AddArgMax",
  tflm: tflmKernel({}),
  summary: "",
  relation: ">",
});
const argMin = argExtremumOperator({
  op: "ARG_MIN",
  resolverCall: "AddArgMin",
  tflm: tflmKernel({}),
  summary: "",
  relation: "<",
});

function along(axis: readonly number[], output: Shape): OpCase<NoAttributes> {
  return {
    inputs: [
      { shape: [2, 3], dtype: "int8" },
      { shape: [axis.length], dtype: "int32", values: axis },
    ],
    outputs: [{ shape: output, dtype: "int32" }],
    attributes: {},
  };
}

describe("values", () => {
  test("the first of equal elements wins", () => {
    expect(run(argMax, along([1], [2]), [4, 7, 7, 2, 2, 1])).toEqual([1, 0]);
    expect(run(argMin, along([-1], [2]), [4, 4, 7, 2, 1, 1])).toEqual([0, 1]);
  });

  test("along the first axis", () => {
    expect(run(argMax, along([0], [3]), [4, 7, 7, 5, 2, 7])).toEqual([1, 0, 0]);
  });
});

describe("rules", () => {
  test("one axis that exists, and the shape without it", () => {
    expect(violations(argMax, along([1], [2]))).toEqual([]);
    expect(violations(argMax, along([2], [2]))[0]).toMatch(/^axis: /);
    expect(violations(argMax, along([0, 1], [3]))).toContain("one-axis: it holds 2");
    expect(violations(argMax, along([1], [3]))).toEqual(["output-shape: the output is 3, expected 2"]);
  });
});
