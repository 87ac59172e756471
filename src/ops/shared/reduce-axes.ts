// SPDX-License-Identifier: Apache-2.0
/** Reductions over some axes of a tensor as alternating groups of kept and reduced axes. */
import type { NodeView } from "../../ir/graph.js";
import { elementCount, type Shape } from "../../ir/shape.js";

/** Neighbouring axes of one kind, fused; strides are elements of the input. */
export interface AxisGroup {
  readonly extent: number;
  readonly stride: number;
  readonly reduced: boolean;
}

/** Distinct axes counted from the first, in any order, or undefined when one is out of range (tflite::ResolveAxis). */
export function resolveAxes(axes: readonly number[], rank: number): readonly number[] | undefined {
  // TFLM does not look at the axes of a scalar.
  if (rank === 0) return [];
  const resolved = axes.map((axis) => (axis < 0 ? axis + rank : axis));
  return resolved.every((axis) => axis >= 0 && axis < rank) ? [...new Set(resolved)] : undefined;
}

/** Groups from the outermost to the innermost; axes of extent 1 are dropped. */
export function axisGroups(shape: Shape, axes: readonly number[]): readonly AxisGroup[] {
  const groups: AxisGroup[] = [];
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const extent = shape[axis] ?? 1;
    const reduced = axes.includes(axis);
    const [outermost] = groups;
    if (extent === 1) continue;
    if (outermost?.reduced === reduced) groups[0] = { ...outermost, extent: outermost.extent * extent };
    else groups.unshift({ extent, stride, reduced });
    stride *= extent;
  }
  return groups;
}

/** True when the last axis stays what it is, so that every channel is reduced by itself. */
export function keepsChannels({ inputs }: NodeView, axes: readonly number[] | undefined): boolean {
  const rank = inputs[0]?.shape.length ?? 0;
  return axes !== undefined && rank > 0 && !axes.includes(rank - 1);
}

/** Elements that are reduced to one. */
export function reducedCount(shape: Shape, axes: readonly number[]): number {
  return elementCount(axes.map((axis) => shape[axis] ?? 1));
}
