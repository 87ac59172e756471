// SPDX-License-Identifier: Apache-2.0
/** Axis lists and their fused groups. */
import { expect, test } from "vitest";
import { axisGroups, reducedCount, resolveAxes } from "./reduce-axes.js";

test("resolves negative and repeated axes", () => {
  expect(resolveAxes([-1, 1, 1], 3)).toEqual([2, 1]);
  expect(resolveAxes([3], 3)).toBeUndefined();
  expect(resolveAxes([5], 0)).toEqual([]);
});

test("fuses neighbours of one kind and drops extents of 1", () => {
  expect(axisGroups([1, 4, 5, 6], [1, 2])).toEqual([
    { extent: 20, stride: 6, reduced: true },
    { extent: 6, stride: 1, reduced: false },
  ]);
  expect(axisGroups([2, 3, 4], [0, 2])).toEqual([
    { extent: 2, stride: 12, reduced: true },
    { extent: 3, stride: 4, reduced: false },
    { extent: 4, stride: 1, reduced: true },
  ]);
  expect(axisGroups([1, 1], [0])).toEqual([]);
});

test("counts what is reduced", () => {
  expect(reducedCount([2, 3, 4], [0, 2])).toBe(8);
  expect(reducedCount([2, 3, 4], [])).toBe(1);
});
