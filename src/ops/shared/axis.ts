// SPDX-License-Identifier: Apache-2.0
/** Axes that constant tensors name; negative ones count from the end. */
import type { NodeView } from "../../ir/graph.js";
import { elementCount } from "../../ir/shape.js";
import type { Constraint } from "../definition.js";
import { constantIntegers, inputTensor } from "./operands.js";

/** The axes in input 1, from 0 on, sorted and without duplicates; those out of range stay as they are. */
export function resolvedAxes(view: NodeView): readonly number[] {
  const rank = inputTensor(view, 0).shape.length;
  const axes = constantIntegers(inputTensor(view, 1)) ?? [];
  return [...new Set(axes.map((axis) => (axis < 0 ? axis + rank : axis)))].sort((a, b) => a - b);
}

/** Every axis of input 1 is one of input 0. */
export const axesInRange: Constraint<unknown> = {
  id: "axis",
  says: "every axis must be one of input 0",
  violation(view) {
    const rank = inputTensor(view, 0).shape.length;
    const wrong = resolvedAxes(view).find((axis) => axis < 0 || axis >= rank);
    return wrong === undefined || rank === 0 ? undefined : `the axes are ${resolvedAxes(view).join(", ")} of ${rank}`;
  },
};

/** Input 1 names exactly one axis. */
export const oneAxis: Constraint<unknown> = {
  id: "one-axis",
  says: "input 1 must hold one axis",
  violation(view) {
    const count = elementCount(inputTensor(view, 1).shape);
    return count === 1 ? undefined : `it holds ${count}`;
  },
};

/** The extents before, along and after an axis, multiplied. */
export interface AxisSplit {
  readonly outer: number;
  readonly extent: number;
  readonly inner: number;
}

export function splitAt(shape: readonly number[], axis: number): AxisSplit {
  return {
    outer: elementCount(shape.slice(0, axis)),
    extent: shape[axis] ?? 1,
    inner: elementCount(shape.slice(axis + 1)),
  };
}
