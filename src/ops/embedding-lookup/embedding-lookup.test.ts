// SPDX-License-Identifier: Apache-2.0
/** EMBEDDING_LOOKUP: constraints, rows, dequantisation. */
import { describe, expect, test } from "vitest";
import { affine, run, violations } from "../../../test/support/one-node.js";
import type { CaseTensor, OpCase } from "../../../test/support/op-case.js";
import { embeddingLookup } from "./index.js";

const data = (...shape: number[]): CaseTensor => ({ shape, dtype: "int8" });

const integers = (...values: number[]): CaseTensor => ({ shape: [values.length], dtype: "int32", values });

const node = (inputs: OpCase["inputs"], ...outputs: CaseTensor[]): OpCase<Readonly<Record<string, never>>> => ({
  inputs,
  outputs,
  attributes: {},
});

const table: CaseTensor = { shape: [2, 2], dtype: "int8", quantization: affine(0.5), values: [1, -2, 3, 4] };
const rows = (dtype: "int8" | "float32", count = 2): CaseTensor => ({ shape: [count, 2], dtype });

test("copies rows, or dequantises them", () => {
  expect(run(embeddingLookup, node([integers(1, 0), table], rows("int8")))).toEqual([3, 4, 1, -2]);
  expect(run(embeddingLookup, node([integers(1, 0), table], rows("float32")))).toEqual([1.5, 2, 0.5, -1]);
});

test("an index at run time is kept inside the table", () => {
  const opCase = node([{ shape: [2], dtype: "int32" }, table], rows("int8"));
  expect(run(embeddingLookup, opCase, [7, -7])).toEqual([3, 4, 1, -2]);
});

describe("constraints", () => {
  test("accept a plain node", () => {
    expect(violations(embeddingLookup, node([integers(0), table], rows("float32", 1)))).toEqual([]);
  });

  test.each<[string, OpCase<Readonly<Record<string, never>>>, string]>([
    ["a float table for int8", node([integers(0), { ...table, dtype: "float32" }], rows("int8", 1)), "signature"],
    [
      "a zero point",
      node([integers(0), { ...table, quantization: affine(0.5, 1) }], rows("float32", 1)),
      "table-quantization: 1 scales, zero point 1",
    ],
    ["a vector as table", node([integers(0), data(2)], data(1)), "rank: input 1 has shape 2"],
    ["another shape", node([integers(0), table], rows("int8")), "output-shape: the output is 2x2, expected 1x2"],
    ["a constant index outside", node([integers(2), table], rows("int8", 1)), "index-range: index 2 of 2"],
  ])("refuse %s", (_, opCase, expected) => {
    expect(violations(embeddingLookup, opCase)).toContain(expected);
  });
});
