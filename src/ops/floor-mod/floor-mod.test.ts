// SPDX-License-Identifier: Apache-2.0
/** FLOOR_MOD: the remainder has the sign of the divisor. */
import { expect, test } from "vitest";
import { run } from "../../../test/support/one-node.js";
import { floorMod } from "./index.js";

test("all signs, and a remainder of numbers far apart", () => {
  const tensor = { shape: [5], dtype: "float32" as const };
  const opCase = { inputs: [tensor, tensor], outputs: [tensor], attributes: {} };
  expect(run(floorMod, opCase, [7, -7, 7, -7, 1e30], [3, 3, -3, -3, 3])).toEqual([1, 2, -2, -1, Math.fround(1e30) % 3]);
});
