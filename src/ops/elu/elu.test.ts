// SPDX-License-Identifier: Apache-2.0
/** ELU: the table by hand at a few points, and the types that are left out. */
import { expect, test } from "vitest";
import { affine, run, violations } from "../../../test/support/one-node.js";
import { elu } from "./index.js";

test("straight above 0, exp(x) − 1 below", () => {
  const opCase = {
    inputs: [{ shape: [5], dtype: "int8" as const, quantization: affine(0.1, 0) }],
    outputs: [{ shape: [5], dtype: "int8" as const, quantization: affine(0.01, 0) }],
    attributes: {},
  };
  // exp(−0.1) − 1 = −0.0952, exp(−1) − 1 = −0.632, exp(−12.8) − 1 = −1.
  expect(run(elu, opCase, [0, 5, -1, -10, -128])).toEqual([0, 50, -10, -63, -100]);
});

test("float32 is refused", () => {
  const tensor = { shape: [1], dtype: "float32" as const };
  expect(violations(elu, { inputs: [tensor], outputs: [tensor], attributes: {} })).toEqual(["signature"]);
});
