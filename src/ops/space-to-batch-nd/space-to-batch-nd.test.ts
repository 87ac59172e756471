// SPDX-License-Identifier: Apache-2.0
/** SPACE_TO_BATCH_ND: constraints, blocks, margins. */
import { describe, expect, test } from "vitest";
import { affine, run, violations } from "../../../test/support/one-node.js";
import type { CaseTensor, OpCase } from "../../../test/support/op-case.js";
import { spaceToBatchNd } from "./index.js";

const data = (...shape: number[]): CaseTensor => ({ shape, dtype: "int8" });

const integers = (...values: number[]): CaseTensor => ({ shape: [values.length], dtype: "int32", values });

const margins = (...values: number[]): CaseTensor => ({ shape: [values.length / 2, 2], dtype: "int32", values });

const node = (inputs: OpCase["inputs"], ...outputs: CaseTensor[]): OpCase<Readonly<Record<string, never>>> => ({
  inputs,
  outputs,
  attributes: {},
});

test("each pixel of a block gets a batch", () => {
  const opCase = node([data(1, 2, 2, 1), integers(2, 2), margins(0, 0, 0, 0)], data(4, 1, 1, 1));
  expect(violations(spaceToBatchNd, opCase)).toEqual([]);
  expect(run(spaceToBatchNd, opCase, [1, 2, 3, 4])).toEqual([1, 2, 3, 4]);
});

test("the margin holds stored zeros, whatever the zero point is; a width may be missing", () => {
  const quantized: CaseTensor = { ...data(1, 3, 1), quantization: affine(1, 9) };
  const opCase = node([quantized, integers(2), margins(1, 0)], { ...data(2, 2, 1), quantization: affine(1, 9) });
  expect(violations(spaceToBatchNd, opCase)).toEqual([]);
  expect(run(spaceToBatchNd, opCase, [1, 2, 3])).toEqual([0, 2, 1, 3]);
});

describe("constraints", () => {
  test.each<[string, OpCase<Readonly<Record<string, never>>>, string]>([
    [
      "a rest",
      node([data(1, 3, 1), integers(2), margins(0, 0)], data(2, 1, 1)),
      "divides: the output would be 2x1.5x1",
    ],
    [
      "too few blocks",
      node([data(1, 2, 2, 1), integers(2), margins(0, 0, 0, 0)], data(4, 1, 1, 1)),
      "blocks: blocks (2), margins (0, 0, 0, 0), input 1x2x2x1",
    ],
    [
      "another shape",
      node([data(1, 2, 1), integers(2), margins(0, 0)], data(1, 2, 1)),
      "output-shape: the output is 1x2x1, expected 2x1x1",
    ],
  ])("refuse %s", (_, opCase, expected) => {
    expect(violations(spaceToBatchNd, opCase)).toContain(expected);
  });
});
