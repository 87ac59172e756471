// SPDX-License-Identifier: Apache-2.0
/** AVERAGE_POOL_2D: windows at the edges, activation. */
import { expect, test } from "vitest";
import { affine, run } from "../../../test/support/one-node.js";
import { node, plane, VALUES } from "../../../test/support/pool-nodes.js";
import { averagePool2d } from "./index.js";

test("means of full windows, halves away from zero", () => {
  expect(run(averagePool2d, node(), VALUES)).toEqual([3, 4, 6, -20]);
  const pair = node({ inputs: [plane(2)], outputs: [plane(1)] });
  expect(run(averagePool2d, pair, [1, 1, 1, 3])).toEqual([2]);
  expect(run(averagePool2d, pair, [-1, -1, -1, -3])).toEqual([-2]);
});

test("padding does not count", () => {
  const same = node({ outputs: [plane(3)] }, { padding: "SAME", filterHeight: 3, filterWidth: 3 });
  // The corner covers 1, 2, 4, 5; the centre all nine.
  const result = run(averagePool2d, same, VALUES);
  expect([result[0], result[4]]).toEqual([3, -7]);
});

test("clamps to the activation", () => {
  const relu = node({ inputs: [plane(3, affine(1, 4))], outputs: [plane(2, affine(1, 4))] }, { activation: "RELU" });
  expect(run(averagePool2d, relu, VALUES)).toEqual([4, 4, 6, 4]);
});
