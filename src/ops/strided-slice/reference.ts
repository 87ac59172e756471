// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of STRIDED_SLICE (tflite::reference_ops::StridedSlice). */
import type { NodeView } from "../../ir/graph.js";
import type { TensorData } from "../../ir/tensor-data.js";
import { flatIndex, mapElements } from "../shared/element-map.js";
import { inputData, outputTensor } from "../shared/operands.js";
import type { StridedSliceAttributes } from "./attributes.js";
import { sliceRanges } from "./ranges.js";

export function evaluateStridedSlice(
  view: NodeView<StridedSliceAttributes>,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  const input = inputData(inputs, 0);
  const { shape } = input.tensor;
  const ranges = sliceRanges(view) ?? [];
  const source = (coordinates: readonly number[]): number => {
    let axis = 0;
    return flatIndex(
      shape,
      ranges.map(({ start, stride, shrunk }) => start + (shrunk ? 0 : stride * (coordinates[axis++] ?? 0))),
    );
  };
  return [mapElements(outputTensor(view), input, source)];
}
