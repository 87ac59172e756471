// SPDX-License-Identifier: Apache-2.0
/** SVDF: constraints, and a hand case over three invocations. */
import { expect, test } from "vitest";
import { affine, violations } from "../../../test/support/one-node.js";
import type { CaseTensor, OpCase } from "../../../test/support/op-case.js";
import { runInvocations } from "../../../test/support/stateful-node.js";
import type { SvdfAttributes } from "./attributes.js";
import { svdf } from "./index.js";

/** One unit of two filters that remember two frames; all scales but the output's are 1/2. */
const node = (change: { readonly [index: number]: Partial<CaseTensor> } = {}, rank = 2): OpCase<SvdfAttributes> => {
  const inputs: CaseTensor[] = [
    { shape: [1, 2], dtype: "int8", quantization: affine(0.5, 1) },
    { shape: [2, 2], dtype: "int8", quantization: affine(0.5), values: [1, 2, 3, 4] },
    { shape: [2, 2], dtype: "int16", quantization: affine(0.5), values: [1, 10, 2, 20] },
    { shape: [1], dtype: "int32", quantization: affine(0.25), values: [5] },
    { shape: [1, 4], dtype: "int16", quantization: affine(0.5), variable: true },
  ];
  return {
    inputs: inputs.map((tensor, i) => ({ ...tensor, ...change[i] })),
    outputs: [{ shape: [1, 1], dtype: "int8", quantization: affine(4, -1) }],
    attributes: { rank },
  };
};

test("accepts a layer as converters make it", () => {
  expect(violations(svdf, node())).toEqual([]);
});

test("refuses what TFLM's Prepare refuses", () => {
  expect(violations(svdf, node({}, 3))[0]).toBe("rank-divides-filters: rank 3, 2 filters");
  expect(violations(svdf, node({ 4: { shape: [1, 6] } }))).toEqual(["shapes: the state is 1x6, not 1x4"]);
  const { variable, ...state } = node().inputs[4] as CaseTensor;
  expect(variable).toBe(true);
  expect(violations(svdf, { ...node(), inputs: [...node().inputs.slice(0, 4), state] })).toEqual([
    "variable-inputs: input 4 is not",
  ]);
  expect(violations(svdf, node({ 3: { quantization: affine(1) } }))).toEqual(["bias-scale: 1 instead of 0.25"]);
  expect(violations(svdf, node({ 4: { dtype: "int8" } }))).toEqual(["signature"]);
});

test("weighs the newest and the remembered features", () => {
  const outputs = runInvocations("SVDF", node(), [[[3, 5]], [[1, 1]], [[3, 1]]]);
  // Features are (2, 4)·(1, 2) = 10 and (2, 4)·(3, 4) = 22, halved: 5 and 11. 10·5 + 20·11 + 5 = 275 quarters are 68.75.
  expect(outputs[0]).toEqual([[Math.round(68.75 / 4) - 1]]);
  // A silent frame follows: 1·5 + 2·11 + 5 = 32 quarters are 8.
  expect(outputs[1]).toEqual([[8 / 4 - 1]]);
  // Then features 1 and 3: 10·1 + 20·3 + 5 = 75 quarters are 18.75.
  expect(outputs[2]).toEqual([[Math.round(18.75 / 4) - 1]]);
});
