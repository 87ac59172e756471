// SPDX-License-Identifier: Apache-2.0
/** Slices of a GATHER_ND: each row of indices names one by its leading coordinates. */
import type { NodeView } from "../../ir/graph.js";
import { elementCount, type Shape } from "../../ir/shape.js";
import { constantIntegers, inputTensor } from "../shared/operands.js";

export interface GatherNdLayout {
  /** Number of slices. */
  readonly slices: number;
  readonly sliceElements: number;
  /** Elements of the input that one step of each coordinate moves by. */
  readonly strides: readonly number[];
  /** The last element of the input at which a slice can start. */
  readonly lastStart: number;
}

/** Undefined when the indices have no coordinates or more than the input has axes. */
export function gatherNdOutputShape(view: NodeView): Shape | undefined {
  const input = inputTensor(view, 0).shape;
  const indices = inputTensor(view, 1).shape;
  const coordinates = indices.at(-1);
  if (coordinates === undefined || coordinates > input.length) return undefined;
  return [...indices.slice(0, -1), ...input.slice(coordinates)];
}

export function gatherNdLayout(view: NodeView): GatherNdLayout {
  const input = inputTensor(view, 0).shape;
  const indices = inputTensor(view, 1).shape;
  const coordinates = indices.at(-1) ?? 0;
  const sliceElements = elementCount(input.slice(coordinates));
  return {
    slices: elementCount(indices.slice(0, -1)),
    sliceElements,
    strides: Array.from({ length: coordinates }, (_, axis) => elementCount(input.slice(axis + 1))),
    lastStart: elementCount(input) - sliceElements,
  };
}

/** First elements of the slices as TFLM computes them, in 32 bits and whatever the single coordinates are. */
export function sliceStarts({ slices, strides }: GatherNdLayout, indices: ArrayLike<number>): readonly number[] {
  return Array.from({ length: slices }, (_, slice) =>
    strides.reduce((sum, stride, i) => (sum + Math.imul(indices[slice * strides.length + i] ?? 0, stride)) | 0, 0),
  );
}

/** Slice starts of constant indices. */
export function constantStarts(view: NodeView): readonly number[] | undefined {
  const indices = constantIntegers(view.inputs[1]);
  return indices === undefined ? undefined : sliceStarts(gatherNdLayout(view), indices);
}
