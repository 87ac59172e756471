// SPDX-License-Identifier: Apache-2.0
/** Float operators: the rule on shapes that some of them have, and the signature they share. */
import { expect, test } from "vitest";
import { run, violations } from "../../../test/support/one-node.js";
import type { OpCase } from "../../../test/support/op-case.js";
import type { DType } from "../../ir/dtype.js";
import type { NoAttributes } from "./no-attributes.js";
import { tflmKernel } from "./tflm-kernel.js";
import { floatUnaryOperator } from "./unary-operator.js";

const settings = {
  op: "HALF",
  resolverCall: "AddHalf" as const,
  tflm: tflmKernel({}),
  summary: "",
  element: (x: number) => x / 2,
  expression: (x: string) => `${x} / 2`,
};
const loose = floatUnaryOperator(settings);
const strict = floatUnaryOperator({ ...settings, sameShape: true });

function flattened(dtype: DType, size = 4): OpCase<NoAttributes> {
  return { inputs: [{ shape: [2, 2], dtype }], outputs: [{ shape: [size], dtype }], attributes: {} };
}

test("equally many elements suffice, unless TFLM compares the shapes", () => {
  expect(violations(loose, flattened("float32"))).toEqual([]);
  expect(violations(strict, flattened("float32"))).toEqual(["output-shape: the output is 4, expected 2x2"]);
  expect(violations(loose, flattened("float32", 3))).toEqual(["element-count: input 0 is 2x2, output 0 is 3"]);
});

test("no type but float32", () => {
  expect(violations(loose, flattened("int8"))).toEqual(["signature"]);
});

test("applies the function to every element", () => {
  expect(run(loose, flattened("float32"), [1, 2, -3, 0])).toEqual([0.5, 1, -1.5, 0]);
});
