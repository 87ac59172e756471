// SPDX-License-Identifier: Apache-2.0
/** MIRROR_PAD: constraints, both modes. */
import { describe, expect, test } from "vitest";
import { run, violations } from "../../../test/support/one-node.js";
import type { CaseTensor, OpCase } from "../../../test/support/op-case.js";
import type { MirrorPadAttributes } from "./attributes.js";
import { mirrorPad } from "./index.js";

const data = (...shape: number[]): CaseTensor => ({ shape, dtype: "int8" });

const paddings = (...values: number[]): CaseTensor => ({ shape: [values.length / 2, 2], dtype: "int32", values });

const node = (reflect: boolean, inputs: CaseTensor[], output: CaseTensor): OpCase<MirrorPadAttributes> => ({
  inputs,
  outputs: [output],
  attributes: { reflect },
});

test("REFLECT leaves the edge out, SYMMETRIC repeats it", () => {
  expect(run(mirrorPad, node(true, [data(3), paddings(2, 1)], data(6)), [1, 2, 3])).toEqual([3, 2, 1, 2, 3, 2]);
  expect(run(mirrorPad, node(false, [data(3), paddings(2, 1)], data(6)), [1, 2, 3])).toEqual([2, 1, 1, 2, 3, 3]);
});

test("corners are mirrored along both axes", () => {
  const opCase = node(true, [data(2, 2), paddings(1, 0, 0, 1)], data(3, 3));
  expect(run(mirrorPad, opCase, [1, 2, 3, 4])).toEqual([3, 4, 3, 1, 2, 1, 3, 4, 3]);
});

describe("constraints", () => {
  test("accept as much padding as there is to mirror", () => {
    expect(violations(mirrorPad, node(false, [data(2), paddings(2, 2)], data(6)))).toEqual([]);
  });

  test.each<[string, OpCase<MirrorPadAttributes>, string]>([
    ["more", node(true, [data(2), paddings(2, 0)], data(4)), "paddings: axis 0 of 2 is padded by 2+0"],
    ["less than none", node(true, [data(2), paddings(-1, 1)], data(2)), "paddings: axis 0 of 2 is padded by -1+1"],
    [
      "paddings of another rank",
      node(true, [data(2), paddings(0, 0, 0, 0)], data(2)),
      "length-of-input-1: input 1 is 2x2",
    ],
    ["another shape", node(true, [data(2), paddings(1, 0)], data(2)), "output-shape: the output is 2, expected 3"],
  ])("refuse %s", (_, opCase, expected) => {
    expect(violations(mirrorPad, opCase)).toContain(expected);
  });
});
