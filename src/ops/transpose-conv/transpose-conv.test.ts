// SPDX-License-Identifier: Apache-2.0
/** TRANSPOSE_CONV: constraints, phases, padding, rescaling. */
import { describe, expect, test } from "vitest";
import { affine, run, violations, viewOfCase } from "../../../test/support/one-node.js";
import type { CaseTensor, OpCase } from "../../../test/support/op-case.js";
import type { TransposeConvAttributes } from "./attributes.js";
import { transposeConv } from "./index.js";

const data = (...shape: number[]): CaseTensor => ({ shape, dtype: "int8" });

const integers = (...values: number[]): CaseTensor => ({ shape: [values.length], dtype: "int32", values });

const input: CaseTensor = { ...data(1, 1, 2, 1), quantization: affine(1, 1) };
const filter: CaseTensor = { ...data(1, 1, 3, 1), quantization: affine(1), values: [1, 10, 20] };
const bias: CaseTensor = { shape: [1], dtype: "int32", quantization: affine(1), values: [3] };
const output: CaseTensor = { ...data(1, 1, 5, 1), quantization: affine(2) };

const node = (
  change: Partial<OpCase> = {},
  attributes: Partial<TransposeConvAttributes> = {},
): OpCase<TransposeConvAttributes> => ({
  inputs: [integers(1, 1, 5, 1), filter, input, bias],
  outputs: [output],
  ...change,
  attributes: { padding: "VALID", strideHeight: 1, strideWidth: 2, activation: "NONE", ...attributes },
});

test("inputs scatter, the bias joins, halves go away from zero", () => {
  // Real inputs 2 and 4: 2, 20, 40 + 4, 40, 80; plus 3, halved.
  expect(run(transposeConv, node(), [3, 5])).toEqual([3, 12, 24, 22, 42]);
});

test("SAME padding cuts at the front", () => {
  const same = node({ outputs: [{ ...output, shape: [1, 1, 4, 1] }] }, { padding: "SAME" });
  // The convolution back from 4 to 2 pads one at the end only.
  expect(run(transposeConv, same, [3, 5])).toEqual([3, 12, 24, 22]);
});

test("outputs that no input reaches hold the bias; the activation clamps", () => {
  const wide = node({ outputs: [{ ...output, shape: [1, 1, 7, 1] }] }, { activation: "RELU6" });
  expect(run(transposeConv, wide, [3, 5])).toEqual([3, 3, 3, 3, 3, 2, 2]);
});

test("work counts every input with every weight", () => {
  expect(transposeConv.work(viewOfCase("TRANSPOSE_CONV", node()))).toEqual({ macs: 6 });
});

describe("constraints", () => {
  test("accept a plain node, also without bias", () => {
    expect(violations(transposeConv, node())).toEqual([]);
    expect(violations(transposeConv, node({ inputs: [integers(1, 1, 5, 1), filter, input] }))).toEqual([]);
  });

  test.each<[string, OpCase<TransposeConvAttributes>, string]>([
    ["float32", node({ outputs: [{ ...output, dtype: "float32" }] }), "signature"],
    [
      "weights at run time",
      node({ inputs: [integers(1, 1, 5, 1), { ...filter, values: undefined! }, input] }),
      "constant-inputs: input 1 is computed at run time",
    ],
    ["stride 0", node({}, { strideWidth: 0 }), "window: stride 1x0"],
    ["unknown padding", node({}, { padding: "UNKNOWN" }), "window: unknown padding"],
    [
      "another depth",
      node({ outputs: [{ ...output, shape: [1, 1, 5, 2] }] }),
      "shapes: weights 1x1x3x1, input 1x1x2x1, output 1x1x5x2",
    ],
    [
      "a long bias",
      node({ inputs: [integers(1, 1, 5, 1), filter, input, { ...bias, shape: [2], values: [0, 0] }] }),
      "bias-length: bias is 2, the weights have 1 output channels",
    ],
    ["an activation", node({}, { activation: "TANH" }), "fused-activation: TANH"],
  ])("refuse %s", (_, opCase, expected) => {
    expect(violations(transposeConv, opCase)).toContain(expected);
  });
});
