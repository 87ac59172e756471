// SPDX-License-Identifier: Apache-2.0
/** CONCATENATION: constraints, axes, overlap. */
import { describe, expect, test } from "vitest";
import { SCALAR, affine, run, viewOfCase, violations } from "../../../test/support/one-node.js";
import type { CaseTensor, OpCase } from "../../../test/support/op-case.js";
import type { ConcatenationAttributes } from "./attributes.js";
import { concatenation } from "./index.js";

const tensor = (shape: readonly number[], change: object = {}): CaseTensor => ({
  shape,
  dtype: "int8",
  quantization: affine(0.5, 1),
  ...change,
});

const node = (change: Partial<OpCase<ConcatenationAttributes>> = {}): OpCase<ConcatenationAttributes> => ({
  inputs: [tensor([2, 1]), tensor([2, 2])],
  outputs: [tensor([2, 3])],
  attributes: { axis: 1, activation: "NONE" },
  ...change,
});

describe("constraints", () => {
  test("accept positive and negative axes", () => {
    expect(violations(concatenation, node())).toEqual([]);
    expect(violations(concatenation, node({ attributes: { axis: -1, activation: "NONE" } }))).toEqual([]);
  });

  const word = { dtype: "int16" };
  test.each<[string, Partial<OpCase<ConcatenationAttributes>>, string]>([
    [
      "uint8",
      { inputs: [tensor([2, 3], { dtype: "uint8" })], outputs: [tensor([2, 3], { dtype: "uint8" })] },
      "signature",
    ],
    ["an activation", { attributes: { axis: 1, activation: "RELU" } }, "fused-activation: RELU"],
    ["eleven inputs", { inputs: Array.from({ length: 11 }, () => tensor([2, 1])) }, "input-count: 11 inputs"],
    ["a missing axis", { attributes: { axis: 2, activation: "NONE" } }, "axis: axis 2 of 2 dimensions"],
    ["other extents", { inputs: [tensor([1, 1]), tensor([2, 2])] }, "shapes: input of 1x1 for an output of 2x3"],
    ["a wrong sum", { outputs: [tensor([2, 4])] }, "shapes: the inputs add up to 3, the output has 4"],
    [
      "another scale",
      { outputs: [tensor([2, 3], { quantization: affine(0.25, 1) })] },
      "equal-quantization: input 0 has (0.5, 1), the output (0.25, 1)",
    ],
    [
      "an int16 zero point",
      { inputs: [tensor([2, 1], word), tensor([2, 2], word)], outputs: [tensor([2, 3], word)] },
      'zero-points: tensor "input 0" has zero point 1',
    ],
  ])("refuse %s", (_, change, expected) => {
    expect(violations(concatenation, node(change))).toContain(expected);
  });
});

test("joins along inner and outer axes", () => {
  expect(run(concatenation, node(), [1, 2], [3, 4, 5, 6])).toEqual([1, 3, 4, 2, 5, 6]);
  const outer = node({
    inputs: [tensor([1, 2]), tensor([2, 2])],
    outputs: [tensor([3, 2])],
    attributes: { axis: 0, activation: "NONE" },
  });
  expect(run(concatenation, outer, [1, 2], [3, 4, 5, 6])).toEqual([1, 2, 3, 4, 5, 6]);
});

describe("overlap", () => {
  const [emitter] = concatenation.aot;
  const below = (opCase: OpCase<ConcatenationAttributes>) =>
    emitter.memory?.(viewOfCase("CONCATENATION", opCase), SCALAR).overlaps.map(({ outputBelow }) => outputBelow);

  test("each input lies where its last row is still unread", () => {
    // Row 1 of input 0 is byte 1 and goes to 3; row 1 of input 1 is byte 2 and goes to 4.
    expect(below(node())).toEqual([2, 2]);
  });

  test("a tensor that occurs twice must satisfy both places", () => {
    const same = tensor([1, 2]);
    const outputs = [tensor([2, 2])];
    expect(below(node({ inputs: [same, same], outputs, attributes: { axis: 0, activation: "NONE" } }))).toEqual([2, 2]);
  });
});
