// SPDX-License-Identifier: Apache-2.0
/** Reference loop of reductions (tflite::reference_ops::ReduceGeneric): elements in ascending order of their index. */
import type { Shape } from "../../ir/shape.js";
import { axisGroups } from "./reduce-axes.js";

/** Calls `visit` for every input element with the index of the output that it falls on. */
export function forEachReduced(
  shape: Shape,
  axes: readonly number[],
  visit: (input: number, output: number) => void,
): void {
  const groups = axisGroups(shape, axes);
  const outputs = groups.reduce((product, { reduced, extent }) => (reduced ? product : product * extent), 1);
  const walk = (depth: number, from: number, to: number, kept: number): void => {
    const group = groups[depth];
    if (group === undefined) {
      visit(from, to);
      return;
    }
    const { extent, stride, reduced } = group;
    const inner = reduced ? kept : kept / extent;
    for (let i = 0; i < extent; i++) walk(depth + 1, from + i * stride, reduced ? to : to + i * inner, inner);
  };
  walk(0, 0, 0, outputs);
}
