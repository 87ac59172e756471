// SPDX-License-Identifier: Apache-2.0
/** ZEROS_LIKE: constraints, zeros. */
import { describe, expect, test } from "vitest";
import { affine, run, violations } from "../../../test/support/one-node.js";
import type { CaseTensor, OpCase } from "../../../test/support/op-case.js";
import { zerosLike } from "./index.js";

const data = (...shape: number[]): CaseTensor => ({ shape, dtype: "int8" });

const node = (inputs: OpCase["inputs"], ...outputs: CaseTensor[]): OpCase<Readonly<Record<string, never>>> => ({
  inputs,
  outputs,
  attributes: {},
});

test("stored zeros, whatever the zero point is", () => {
  const quantized: CaseTensor = { ...data(2), quantization: affine(1, 5) };
  expect(run(zerosLike, node([quantized], quantized), [3, 4])).toEqual([0, 0]);
});

describe("constraints", () => {
  test("refuse int16, as TFLM does, and another number of elements", () => {
    const wide: CaseTensor = { ...data(2), dtype: "int16" };
    expect(violations(zerosLike, node([wide], wide))).toEqual(["signature"]);
    expect(violations(zerosLike, node([data(2)], data(3)))).toEqual(["element-count: input 0 is 2, output 0 is 3"]);
  });
});
