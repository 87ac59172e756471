// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of REVERSE_V2: the source is walked backwards along the reversed axes. */
import type { NodeView } from "../../../ir/graph.js";
import { inputTensor } from "../../shared/operands.js";
import { denseStrides, stridedCopy, type StridedCopy } from "../../shared/strided-copy.js";
import { copyScalar } from "../../shared/strided-copy-c.js";
import { reversedAxes } from "../axes.js";

export const reverseV2Scalar = copyScalar(reverseCopy);

function reverseCopy(view: NodeView): StridedCopy {
  const { shape } = inputTensor(view, 0);
  const strides = denseStrides(shape);
  const axes = reversedAxes(view) ?? [];
  return stridedCopy({
    from: axes.reduce((sum, axis) => sum + ((shape[axis] ?? 1) - 1) * (strides[axis] ?? 0), 0),
    loops: shape.map((extent, axis) => ({
      extent,
      from: (strides[axis] ?? 0) * (axes.includes(axis) ? -1 : 1),
      to: strides[axis] ?? 0,
    })),
  });
}
