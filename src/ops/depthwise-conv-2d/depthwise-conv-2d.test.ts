// SPDX-License-Identifier: Apache-2.0
/** DEPTHWISE_CONV_2D: constraints and small convolutions by hand. */
import { describe, expect, test } from "vitest";
import { type CaseTensor, caseModel, type OpCase } from "../../../test/support/op-case.js";
import { mainGraph, type NodeView, nodeAt, viewOf } from "../../ir/graph.js";
import { fromBytes } from "../../ir/tensor-data.js";
import { nodeId } from "../../util/branded.js";
import type { DepthwiseConv2dAttributes } from "./attributes.js";
import { depthwiseConv2d } from "./index.js";

const attributes: DepthwiseConv2dAttributes = {
  ...{ padding: "VALID", strideHeight: 1, strideWidth: 1, dilationHeight: 1, dilationWidth: 1 },
  ...{ activation: "NONE", depthMultiplier: 2 },
};

const unit = { scales: [1], zeroPoints: [0], axis: 0 };
const input: CaseTensor = { shape: [1, 2, 1, 2], dtype: "int8", quantization: { ...unit, zeroPoints: [1] } };
// Two taps (rows), four output channels: channels 0 and 1 of input 0, channels 2 and 3 of input 1.
const filter: CaseTensor = {
  shape: [1, 2, 1, 4],
  dtype: "int8",
  quantization: unit,
  values: [1, 2, 3, 4, 10, 20, 30, 40],
};
const bias: CaseTensor = { shape: [4], dtype: "int32", quantization: unit, values: [0, 0, 0, 5] };
const output: CaseTensor = { shape: [1, 1, 1, 4], dtype: "int8", quantization: unit };

function viewOfCase(change: Partial<OpCase<DepthwiseConv2dAttributes>> = {}): NodeView<DepthwiseConv2dAttributes> {
  const opCase = { inputs: [input, filter, bias], outputs: [output], attributes, ...change };
  const graph = mainGraph(caseModel("DEPTHWISE_CONV_2D", opCase));
  return viewOf(graph, nodeAt(graph, nodeId(0))) as NodeView<DepthwiseConv2dAttributes>;
}

function violations(change: Partial<OpCase<DepthwiseConv2dAttributes>>): string[] {
  const view = viewOfCase(change);
  return depthwiseConv2d.constraints.flatMap((constraint) => {
    const actual = constraint.violation(view);
    return actual === undefined ? [] : [`${constraint.id}: ${actual}`];
  });
}

function run(view: NodeView<DepthwiseConv2dAttributes>, elements: Int8Array | Int16Array): number[] {
  const context = { callGraph: () => [], resources: new Map(), state: new Map(), unwrittenByte: 0 };
  const inputs = view.inputs.map((tensor) => {
    if (tensor === undefined) return undefined;
    const bytes = tensor.storage.kind === "constant" ? tensor.storage.data : new Uint8Array(elements.buffer);
    return fromBytes(tensor, bytes);
  });
  return Array.from(depthwiseConv2d.evaluate(view, inputs, context)[0]!.data, Number);
}

describe("constraints", () => {
  test("accept a depth multiplier", () => {
    expect(violations({})).toEqual([]);
  });

  test("refuse one that contradicts the weights", () => {
    expect(violations({ attributes: { ...attributes, depthMultiplier: 1 } })).toEqual([
      "depth-multiplier: weights 1x2x1x4, input 1x2x1x2, depth multiplier 1",
    ]);
  });

  test("refuse scales along another dimension", () => {
    const quantization = { scales: [1, 1, 1, 1], zeroPoints: [0, 0, 0, 0], axis: 0 };
    expect(violations({ inputs: [input, { ...filter, quantization }, bias] })).toEqual([
      "filter-quantization: the quantised dimension is 0",
    ]);
  });

  test("refuse a bias that 64-bit sums cannot hold", () => {
    const wide = { ...input, dtype: "int16" as const, quantization: unit };
    const long = { ...bias, dtype: "int64" as const, values: [0, 2 ** 46, 0, 0] };
    const outputs = [{ ...output, dtype: "int16" as const }];
    expect(violations({ inputs: [wide, filter, long], outputs })).toEqual(["bias-range: bias 70368744177664"]);
  });
});

describe("evaluate", () => {
  test("output channels go by input channel, then multiplier", () => {
    // Real inputs: rows (1, 2) and (0, -1).
    expect(run(viewOfCase(), Int8Array.of(2, 3, 1, 0))).toEqual([1, 2, 6 - 30, 8 - 40 + 5]);
  });

  test("int16 sums have 64 bits and one rounding", () => {
    const view = viewOfCase({
      inputs: [
        { ...input, dtype: "int16", quantization: unit },
        filter,
        { ...bias, dtype: "int64", values: [0, 1, -1, 2 ** 40] },
      ],
      outputs: [{ ...output, dtype: "int16", quantization: { ...unit, scales: [2] } }],
    });
    // Halves: 11 -> 6, 22 + 1 -> 12, -33 - 1 -> -17; of the last, 2^39 - 22, the low 32 bits count, as in TFLM.
    expect(run(view, Int16Array.of(1, -1, 1, -1))).toEqual([6, 12, -17, -22]);
  });
});

test("work counts one group per input channel", () => {
  expect(depthwiseConv2d.work(viewOfCase())).toEqual({ macs: 2 * 4 });
});
