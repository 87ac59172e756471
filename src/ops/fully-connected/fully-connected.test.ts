// SPDX-License-Identifier: Apache-2.0
/** FULLY_CONNECTED: constraints, scales, and small products by hand. */
import { describe, expect, test } from "vitest";
import { type CaseTensor, caseModel, type OpCase } from "../../../test/support/op-case.js";
import { mainGraph, type NodeView, nodeAt, viewOf } from "../../ir/graph.js";
import { fromBytes } from "../../ir/tensor-data.js";
import { nodeId } from "../../util/branded.js";
import type { FullyConnectedAttributes } from "./attributes.js";
import { fullyConnectedOperands, fullyConnectedScales } from "./convolution.js";
import { fullyConnected } from "./index.js";

const attributes: FullyConnectedAttributes = {
  ...{ activation: "NONE", keepNumDims: false, shuffledWeights: false, accumulatorWithoutBias: "int64" },
};

const unit = { scales: [1], zeroPoints: [0], axis: 0 };
const input: CaseTensor = { shape: [2, 3], dtype: "int8", quantization: { ...unit, zeroPoints: [2] } };
const filter: CaseTensor = { shape: [2, 3], dtype: "int8", quantization: unit, values: [1, 2, 3, -1, 0, 1] };
const bias: CaseTensor = { shape: [2], dtype: "int32", quantization: unit, values: [10, 0] };
const output: CaseTensor = { shape: [2, 2], dtype: "int8", quantization: { ...unit, zeroPoints: [5] } };

function viewOfCase(change: Partial<OpCase<FullyConnectedAttributes>> = {}): NodeView<FullyConnectedAttributes> {
  const opCase = { inputs: [input, filter, bias], outputs: [output], attributes, ...change };
  const graph = mainGraph(caseModel("FULLY_CONNECTED", opCase));
  return viewOf(graph, nodeAt(graph, nodeId(0))) as NodeView<FullyConnectedAttributes>;
}

function violations(change: Partial<OpCase<FullyConnectedAttributes>>): string[] {
  const view = viewOfCase(change);
  return fullyConnected.constraints.flatMap((constraint) => {
    const actual = constraint.violation(view);
    return actual === undefined ? [] : [`${constraint.id}: ${actual}`];
  });
}

function run(view: NodeView<FullyConnectedAttributes>, elements: Int8Array | Int16Array): number[] {
  const context = { callGraph: () => [], resources: new Map(), state: new Map(), unwrittenByte: 0 };
  const inputs = view.inputs.map((tensor) => {
    if (tensor === undefined) return undefined;
    const bytes = tensor.storage.kind === "constant" ? tensor.storage.data : new Uint8Array(elements.buffer);
    return fromBytes(tensor, bytes);
  });
  return Array.from(fullyConnected.evaluate(view, inputs, context)[0]!.data, Number);
}

describe("constraints", () => {
  test("accept two rows, and an input of any rank that holds whole rows", () => {
    expect(violations({})).toEqual([]);
    expect(violations({ inputs: [{ ...input, shape: [1, 2, 1, 3] }, filter, bias] })).toEqual([]);
    expect(violations({ outputs: [{ ...output, shape: [1, 2, 2] }] })).toEqual([]);
  });

  test("accept weights computed at run time", () => {
    expect(violations({ inputs: [input, { shape: [2, 3], dtype: "int8", quantization: unit }, bias] })).toEqual([]);
  });

  test.each<[string, Partial<OpCase<FullyConnectedAttributes>>, string]>([
    ["shuffled weights", { attributes: { ...attributes, shuffledWeights: true } }, "weights-format: SHUFFLED4x16INT8"],
    [
      "an input that is cut through a row",
      { inputs: [{ ...input, shape: [1, 4] }, filter, bias] },
      "shapes: input 1x4, weights 2x3, output 2x2",
    ],
    [
      "a bias of another scale",
      { inputs: [input, filter, { ...bias, quantization: { ...unit, scales: [1.03] } }] },
      "bias-scale: bias scale 1.03, product 1",
    ],
    [
      "a bias computed at run time",
      { inputs: [input, filter, { shape: [2], dtype: "int32", quantization: unit }] },
      "constant-inputs: input 2 is computed at run time",
    ],
  ])("refuse %s", (_, change, expected) => {
    expect(violations(change)).toEqual([expected]);
  });

  test("allow a bias scale that is off by 2 % of the output scale", () => {
    expect(violations({ inputs: [input, filter, { ...bias, quantization: { ...unit, scales: [1.0199] } }] })).toEqual(
      [],
    );
  });

  test("do not check the bias scale against scales per channel", () => {
    const perChannel = { ...filter, quantization: { scales: [1, 2], zeroPoints: [0, 0], axis: 0 } };
    expect(violations({ inputs: [input, perChannel, bias] })).toEqual([]);
  });
});

describe("scales", () => {
  const odd = Math.fround(0.1);
  const scaled = (scales: readonly number[]): readonly number[] => {
    const quantization = { scales, zeroPoints: scales.map(() => 0), axis: 0 };
    const view = viewOfCase({
      inputs: [{ ...input, quantization: { ...unit, scales: [odd] } }, { ...filter, quantization }, bias],
    });
    return fullyConnectedScales(fullyConnectedOperands(view));
  };

  test("one weight scale is multiplied in float32", () => {
    expect(Math.fround(odd * odd)).not.toBe(odd * odd);
    expect(scaled([odd])).toEqual([Math.fround(odd * odd), Math.fround(odd * odd)]);
  });

  test("scales per channel are multiplied in double", () => {
    expect(scaled([odd, 2])).toEqual([odd * odd, odd * 2]);
  });
});

describe("evaluate", () => {
  test("each row gives a row", () => {
    // Real rows (1, 0, -1) and (-2, 3, 1).
    expect(run(viewOfCase(), Int8Array.of(3, 2, 1, 0, 5, 3))).toEqual([
      1 - 3 + 10 + 5,
      -2 + 5,
      -2 + 6 + 3 + 10 + 5,
      3 + 5,
    ]);
  });

  test("subtracts the zero point of the weights when there is one scale", () => {
    const weights = { ...filter, quantization: { ...unit, zeroPoints: [1] } };
    expect(run(viewOfCase({ inputs: [input, weights, undefined] }), Int8Array.of(3, 2, 1, 2, 2, 2))).toEqual([
      0 - 2 + 5,
      -2 - 0 + 5,
      5,
      5,
    ]);
  });

  test("int16 with a 32-bit bias rounds twice, with 64 bits once", () => {
    const wide = { ...input, shape: [1, 3], dtype: "int16" as const, quantization: unit };
    const outputs = [{ ...output, shape: [1, 2], dtype: "int16" as const, quantization: { ...unit, scales: [4] } }];
    const elements = Int16Array.of(-10, 0, 0);
    // -10 / 4 = -2.5: away from zero with 32 bits, towards +infinity with 64.
    const short = { ...bias, values: [0, 0] };
    expect(run(viewOfCase({ inputs: [wide, filter, short], outputs }), elements)[0]).toBe(-3);
    expect(run(viewOfCase({ inputs: [wide, filter, { ...short, dtype: "int64" }], outputs }), elements)[0]).toBe(-2);
    // Without a bias the options decide.
    expect(run(viewOfCase({ inputs: [wide, filter, undefined], outputs }), elements)[0]).toBe(-2);
    const int32 = { ...attributes, accumulatorWithoutBias: "int32" as const };
    expect(run(viewOfCase({ inputs: [wide, filter, undefined], outputs, attributes: int32 }), elements)[0]).toBe(-3);
  });
});

test("work counts rows times weights", () => {
  expect(fullyConnected.work(viewOfCase())).toEqual({ macs: 12 });
});
