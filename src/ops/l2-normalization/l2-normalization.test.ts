// SPDX-License-Identifier: Apache-2.0
/** L2_NORMALIZATION: a Pythagorean row, rows without direction, and the rules. */
import { expect, test } from "vitest";
import { affine, run, violations } from "../../../test/support/one-node.js";
import type { OpCase } from "../../../test/support/op-case.js";
import type { FusedActivation } from "../../quant/activation.js";
import type { L2NormalizationAttributes } from "./attributes.js";
import { l2Normalization } from "./index.js";

const rows = (activation: FusedActivation = "NONE"): OpCase<L2NormalizationAttributes> => ({
  inputs: [{ shape: [3, 2], dtype: "int8", quantization: affine(0.5, 10) }],
  outputs: [{ shape: [3, 2], dtype: "int8", quantization: affine(1 / 128, 0) }],
  attributes: { activation },
});

test("3 : 4 gives 0.6 and 0.8 in steps of 1/128, zeros stay zeros", () => {
  expect(run(l2Normalization, rows(), [40, 50, 10, 10, 10, -100])).toEqual([77, 102, 0, 0, 0, -128]);
});

test("nothing can be fused", () => {
  expect(violations(l2Normalization, rows())).toEqual([]);
  expect(violations(l2Normalization, rows("RELU"))).toEqual(["fused-activation: RELU"]);
});
