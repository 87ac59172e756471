// SPDX-License-Identifier: Apache-2.0
/** MAX_POOL_2D: windows at the edges, activation. */
import { expect, test } from "vitest";
import { affine, run } from "../../../test/support/one-node.js";
import { node, plane, VALUES } from "../../../test/support/pool-nodes.js";
import { maxPool2d } from "./index.js";

test("largest of full windows", () => {
  expect(run(maxPool2d, node(), VALUES)).toEqual([5, 6, 8, 8]);
});

test("padding never wins", () => {
  const same = node({ outputs: [plane(3)] }, { padding: "SAME", filterHeight: 3, filterWidth: 3 });
  const negative = VALUES.map((value) => -Math.abs(value) - 1);
  expect(run(maxPool2d, same, negative)).toEqual([-2, -2, -3, -2, -2, -3, -5, -5, -6]);
});

test("clamps to the activation", () => {
  const quantization = affine(0.5, -4);
  const relu6 = node({ inputs: [plane(3, quantization)], outputs: [plane(2, quantization)] }, { activation: "RELU6" });
  // 6 is stored as 8.
  expect(run(maxPool2d, relu6, [-9, -8, 9, -7, -6, 5, 1, 2, 3])).toEqual([-4, 8, 2, 5]);
});
