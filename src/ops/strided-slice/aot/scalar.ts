// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of STRIDED_SLICE. */
import type { NodeView } from "../../../ir/graph.js";
import { inputTensor } from "../../shared/operands.js";
import { denseStrides, stridedCopy, type StridedCopy } from "../../shared/strided-copy.js";
import { copyScalar } from "../../shared/strided-copy-c.js";
import type { StridedSliceAttributes } from "../attributes.js";
import { sliceRanges } from "../ranges.js";

export const stridedSliceScalar = copyScalar(stridedSliceCopy);

function stridedSliceCopy(view: NodeView<StridedSliceAttributes>): StridedCopy {
  const ranges = sliceRanges(view) ?? [];
  const input = denseStrides(inputTensor(view, 0).shape);
  const output = denseStrides(ranges.map(({ count }) => count));
  return stridedCopy({
    from: ranges.reduce((sum, { start }, axis) => sum + start * (input[axis] ?? 0), 0),
    loops: ranges.map(({ count, stride }, axis) => ({
      extent: count,
      from: stride * (input[axis] ?? 0),
      to: output[axis] ?? 0,
    })),
  });
}
