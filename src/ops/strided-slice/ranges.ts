// SPDX-License-Identifier: Apache-2.0
/** The elements that a STRIDED_SLICE takes along each axis (tflite::strided_slice::StartForAxis and StopForAxis). */
import type { NodeView } from "../../ir/graph.js";
import { constantIntegers, inputTensor } from "../shared/operands.js";
import type { StridedSliceAttributes } from "./attributes.js";

export interface SliceRange {
  readonly start: number;
  readonly stride: number;
  readonly count: number;
  /** The output has no such axis. */
  readonly shrunk: boolean;
}

/** One range per axis of the input; undefined when begin, end or strides are not constants of the input's rank. */
export function sliceRanges(view: NodeView<StridedSliceAttributes>): readonly SliceRange[] | undefined {
  const { shape } = inputTensor(view, 0);
  const [begin, end, strides] = [1, 2, 3].map((index) => constantIntegers(view.inputs[index]));
  if (begin?.length !== shape.length || end?.length !== shape.length || strides?.length !== shape.length) {
    return undefined;
  }
  const { beginMask, endMask, shrinkAxisMask } = view.node.attributes;
  return shape.map((extent, axis) => {
    const has = (mask: number): boolean => ((mask >> axis) & 1) === 1;
    const stride = strides[axis] ?? 1;
    const forward = stride > 0;
    const position = (index: number): number => {
      const counted = index < 0 ? index + extent : index;
      return forward ? clamp(counted, 0, extent) : clamp(counted, -1, extent - 1);
    };
    const first = forward ? 0 : extent - 1;
    const start = has(beginMask) ? first : position(begin[axis] ?? 0);
    if (has(shrinkAxisMask)) return { start, stride, count: 1, shrunk: true };
    const behind = forward ? extent : -1;
    const stop = has(endMask) ? behind : position(end[axis] ?? 0);
    const count = stride === 0 ? 0 : Math.max(0, Math.ceil((stop - start) / stride));
    return { start, stride, count, shrunk: false };
  });
}

function clamp(x: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, x));
}
