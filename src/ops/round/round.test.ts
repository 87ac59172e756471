// SPDX-License-Identifier: Apache-2.0
/** ROUND: ties go to even, and −½ … 0 to +0. */
import { expect, test } from "vitest";
import { run } from "../../../test/support/one-node.js";
import { round } from "./index.js";

test("ties to even, large numbers, zeros", () => {
  const tensor = { shape: [8], dtype: "float32" as const };
  const opCase = { inputs: [tensor], outputs: [tensor], attributes: {} };
  const results = run(round, opCase, [0.5, 1.5, 2.5, -1.5, -0.3, 2.6, 16777217, -0]);
  expect(results).toEqual([0, 2, 2, -2, 0, 3, 16777216, -0]);
});
