// SPDX-License-Identifier: Apache-2.0
/** The input pixel of every output pixel along one axis (tflite::reference_ops::GetNearestNeighbor, in float32). */
import type { NodeView } from "../../ir/graph.js";
import { roundHalfAwayFromZero } from "../../quant/multiplier.js";
import { type ResizeAttributes, resizeGeometry } from "../shared/resize.js";

function nearest(input: number, output: number, { alignCorners, halfPixelCenters }: ResizeAttributes): number[] {
  const scale = Math.fround(alignCorners && output > 1 ? (input - 1) / (output - 1) : input / output);
  const offset = halfPixelCenters ? 0.5 : 0;
  return Array.from({ length: output }, (_, position) => {
    const exact = Math.fround(Math.fround(position + offset) * scale);
    const index = Math.min(alignCorners ? roundHalfAwayFromZero(exact) : Math.floor(exact), input - 1);
    return halfPixelCenters ? Math.max(0, index) : index;
  });
}

export function nearestSources(
  view: NodeView<ResizeAttributes>,
): readonly [rows: readonly number[], columns: readonly number[]] {
  const { inputHeight, inputWidth, outputHeight, outputWidth } = resizeGeometry(view);
  const { attributes } = view.node;
  return [nearest(inputHeight, outputHeight, attributes), nearest(inputWidth, outputWidth, attributes)];
}
