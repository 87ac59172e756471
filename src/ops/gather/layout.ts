// SPDX-License-Identifier: Apache-2.0
/** Axes and extents of a GATHER. */
import type { NodeView } from "../../ir/graph.js";
import { elementCount, type Shape } from "../../ir/shape.js";
import type { GatherLayout } from "../shared/gather.js";
import { inputTensor } from "../shared/operands.js";
import { resolveAxis } from "../shared/shape-constraints.js";
import type { GatherAttributes } from "./attributes.js";

export interface GatherAxes {
  readonly axis: number;
  readonly batchDims: number;
}

/** Undefined when the attributes do not fit the shapes. */
export function gatherAxes(view: NodeView<GatherAttributes>): GatherAxes | undefined {
  const input = inputTensor(view, 0).shape;
  const indices = inputTensor(view, 1).shape;
  const { axis: wanted, batchDims: shared } = view.node.attributes;
  const axis = resolveAxis(wanted, input.length);
  const batchDims = shared < 0 ? shared + indices.length : shared;
  if (axis === undefined || batchDims < 0 || batchDims > axis || batchDims > indices.length) return undefined;
  return indices.slice(0, batchDims).every((extent, i) => extent === input[i]) ? { axis, batchDims } : undefined;
}

export function gatherOutputShape(view: NodeView<GatherAttributes>): Shape | undefined {
  const axes = gatherAxes(view);
  if (axes === undefined) return undefined;
  const input = inputTensor(view, 0).shape;
  const indices = inputTensor(view, 1).shape;
  return [...input.slice(0, axes.axis), ...indices.slice(axes.batchDims), ...input.slice(axes.axis + 1)];
}

export function gatherLayout(view: NodeView<GatherAttributes>): GatherLayout {
  const { axis, batchDims } = gatherAxes(view) ?? { axis: 0, batchDims: 0 };
  const input = inputTensor(view, 0).shape;
  return {
    batches: elementCount(input.slice(0, batchDims)),
    outer: elementCount(input.slice(batchDims, axis)),
    axis: input[axis] ?? 1,
    indices: elementCount(inputTensor(view, 1).shape.slice(batchDims)),
    inner: elementCount(input.slice(axis + 1)),
  };
}
