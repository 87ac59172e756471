// SPDX-License-Identifier: Apache-2.0
/** CONV_2D: constraints, attributes, small convolutions by hand, work. */
import { describe, expect, test } from "vitest";
import { type CaseTensor, caseModel, type OpCase } from "../../../test/support/op-case.js";
import { mainGraph, type NodeView, nodeAt, viewOf } from "../../ir/graph.js";
import { fromBytes } from "../../ir/tensor-data.js";
import { NO_OPTIONS } from "../../tflite-schema/raw-attributes.js";
import { nodeId } from "../../util/branded.js";
import type { Conv2dAttributes } from "./attributes.js";
import { conv2d } from "./index.js";

const attributes: Conv2dAttributes = {
  ...{ padding: "SAME", strideHeight: 1, strideWidth: 1, dilationHeight: 1, dilationWidth: 1 },
  ...{ activation: "NONE", accumulatorWithoutBias: "int64" },
};

const unit = { scales: [1], zeroPoints: [0], axis: 0 };
const input: CaseTensor = { shape: [1, 3, 3, 1], dtype: "int8", quantization: { ...unit, zeroPoints: [-1] } };
const filter: CaseTensor = { shape: [2, 3, 3, 1], dtype: "int8", quantization: unit, values: Array(18).fill(1) };
const bias: CaseTensor = { shape: [2], dtype: "int32", quantization: unit, values: [0, 10] };
const output: CaseTensor = { shape: [1, 3, 3, 2], dtype: "int8", quantization: { ...unit, scales: [2] } };

function viewOfCase(change: Partial<OpCase<Conv2dAttributes>> = {}): NodeView<Conv2dAttributes> {
  const graph = mainGraph(
    caseModel("CONV_2D", { inputs: [input, filter, bias], outputs: [output], attributes, ...change }),
  );
  return viewOf(graph, nodeAt(graph, nodeId(0))) as NodeView<Conv2dAttributes>;
}

function violations(change: Partial<OpCase<Conv2dAttributes>>): string[] {
  const view = viewOfCase(change);
  return conv2d.constraints.flatMap((constraint) => {
    const actual = constraint.violation(view);
    return actual === undefined ? [] : [`${constraint.id}: ${actual}`];
  });
}

function run(view: NodeView<Conv2dAttributes>, elements: readonly number[]): number[] {
  const context = { callGraph: () => [], resources: new Map(), state: new Map(), unwrittenByte: 0 };
  const inputs = view.inputs.map((tensor) => {
    if (tensor === undefined) return undefined;
    const bytes =
      tensor.storage.kind === "constant" ? tensor.storage.data : new Uint8Array(Int8Array.from(elements).buffer);
    return fromBytes(tensor, bytes);
  });
  return Array.from(conv2d.evaluate(view, inputs, context)[0]!.data, Number);
}

describe("constraints", () => {
  test("accept a plain convolution", () => {
    expect(violations({})).toEqual([]);
  });

  test.each<[string, Partial<OpCase<Conv2dAttributes>>, string]>([
    ["rank", { inputs: [{ ...input, shape: [3, 3] }, filter, bias] }, "rank: input 0 has shape 3x3"],
    [
      "dynamic weights",
      { inputs: [input, { ...filter, values: undefined! }, bias] },
      "constant-inputs: input 1 is computed at run time",
    ],
    ["stride", { attributes: { ...attributes, strideWidth: 0 } }, "window: stride 1x0"],
    ["dilation", { attributes: { ...attributes, dilationHeight: 0 } }, "window: dilation 0x1"],
    ["padding", { attributes: { ...attributes, padding: "UNKNOWN" } }, "window: unknown padding"],
    ["activation", { attributes: { ...attributes, activation: "TANH" } }, "fused-activation: TANH"],
    [
      "output shape",
      { attributes: { ...attributes, padding: "VALID" } },
      "output-shape: output is 1x3x3x2, expected 1x1x1x2",
    ],
    [
      "scales",
      { inputs: [input, { ...filter, quantization: { scales: [1, 1, 1], zeroPoints: [0, 0, 0], axis: 0 } }, bias] },
      "filter-quantization: 3 scales for 2 channels",
    ],
    [
      "quantised dimension",
      { inputs: [input, { ...filter, quantization: { scales: [1, 1], zeroPoints: [0, 0], axis: 3 } }, bias] },
      "filter-quantization: the quantised dimension is 3",
    ],
    [
      "bias",
      { inputs: [input, filter, { ...bias, shape: [1], values: [0] }] },
      "bias-length: bias is 1, the weights have 2 output channels",
    ],
    [
      "output scale",
      { outputs: [{ ...output, quantization: { ...unit, scales: [0] } }] },
      "per-tensor-quantization: output 0 has scale 0",
    ],
  ])("refuse %s", (_, change, expected) => {
    expect(violations(change)).toContain(expected);
  });

  test("refuse groups that do not divide the output channels", () => {
    const grouped = { ...input, shape: [1, 3, 3, 3] };
    expect(violations({ inputs: [grouped, filter, bias] })).toEqual(["groups: input depth 3, weights 2x3x3x1"]);
  });

  test("refuse factors that leave the fixed-point range", () => {
    const outputs = [{ ...output, quantization: { ...unit, scales: [1e-12] } }];
    expect(violations({ outputs })).toEqual(["effective-scale: effective scale 1000000000000"]);
  });

  test("accept two groups and an omitted bias", () => {
    const grouped = { ...input, shape: [1, 3, 3, 2] };
    expect(violations({ inputs: [grouped, filter, undefined] })).toEqual([]);
  });
});

describe("evaluate", () => {
  test("padding adds nothing, whatever the zero point; ties go away from zero", () => {
    // Real inputs are 1 everywhere, so sums count the taps inside: 4 at corners, 6 at edges, 9 in the middle, halved.
    expect(run(viewOfCase(), Array(9).fill(0))).toEqual([2, 7, 3, 8, 2, 7, 3, 8, 5, 10, 3, 8, 2, 7, 3, 8, 2, 7]);
  });

  test("RELU6 clamps", () => {
    const view = viewOfCase({ attributes: { ...attributes, activation: "RELU6" } });
    expect(run(view, Array(9).fill(0)).slice(8, 10)).toEqual([3, 3]);
    expect(run(view, Array(9).fill(-20)).slice(8, 10)).toEqual([0, 0]);
  });

  test("strides, dilation and VALID padding", () => {
    const view = viewOfCase({
      inputs: [
        { ...input, shape: [1, 3, 5, 1], quantization: unit },
        { ...filter, shape: [1, 1, 2, 1], values: [1, -2] },
        undefined,
      ],
      outputs: [{ ...output, shape: [1, 2, 2, 1], quantization: unit }],
      attributes: { ...attributes, padding: "VALID", strideHeight: 2, dilationWidth: 3 },
    });
    // in[y][x] − 2 · in[y][x + 3] for rows 0 and 2.
    expect(run(view, [1, 2, 3, 4, 5, 0, 0, 0, 0, 0, 6, 7, 8, 9, 10])).toEqual([-7, -8, -12, -13]);
  });

  test("groups see their own channels; scales go by channel", () => {
    const view = viewOfCase({
      inputs: [
        { ...input, shape: [1, 1, 1, 4], quantization: unit },
        {
          ...filter,
          shape: [2, 1, 1, 2],
          values: [1, 1, 1, -1],
          quantization: { scales: [1, 0.5], zeroPoints: [0, 0], axis: 0 },
        },
        undefined,
      ],
      outputs: [{ ...output, shape: [1, 1, 1, 2], quantization: unit }],
    });
    expect(run(view, [10, 20, 70, 30])).toEqual([30, 20]);
  });
});

test("options without a table have the schema's defaults", () => {
  expect(conv2d.readAttributes(NO_OPTIONS)).toEqual({
    ...{ padding: "SAME", strideHeight: 0, strideWidth: 0, dilationHeight: 1, dilationWidth: 1 },
    ...{ activation: "NONE", accumulatorWithoutBias: "int64" },
  });
});

test("work counts all taps", () => {
  expect(conv2d.work(viewOfCase())).toEqual({ macs: 9 * 9 * 2 });
});
