// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of MIRROR_PAD (tflite::MirrorPad and GetInputDimension in micro/kernels/mirror_pad.cc). */
import type { NodeView } from "../../ir/graph.js";
import type { TensorData } from "../../ir/tensor-data.js";
import { flatIndex, mapElements } from "../shared/element-map.js";
import { inputData, outputTensor } from "../shared/operands.js";
import { paddings } from "../shared/pad-layout.js";
import type { MirrorPadAttributes } from "./attributes.js";

export function evaluateMirrorPad(
  view: NodeView<MirrorPadAttributes>,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  const input = inputData(inputs, 0);
  const { shape } = input.tensor;
  const pads = paddings(view) ?? [];
  const skipped = view.node.attributes.reflect ? 1 : 0;
  const along = (position: number, axis: number): number => {
    const extent = shape[axis] ?? 1;
    const index = position - (pads[axis]?.[0] ?? 0);
    if (index < 0) return skipped - 1 - index;
    return index < extent ? index : 2 * extent - 1 - skipped - index;
  };
  const source = (coordinates: readonly number[]): number => flatIndex(shape, coordinates.map(along));
  return [mapElements(outputTensor(view), input, source)];
}
