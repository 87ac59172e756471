// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of REVERSE_V2 (tflite::reference_ops::Reverse). */
import type { NodeView } from "../../ir/graph.js";
import type { TensorData } from "../../ir/tensor-data.js";
import { flatIndex, mapElements } from "../shared/element-map.js";
import { inputData, outputTensor } from "../shared/operands.js";
import { reversedAxes } from "./axes.js";

export function evaluateReverseV2(view: NodeView, inputs: readonly (TensorData | undefined)[]): readonly TensorData[] {
  const input = inputData(inputs, 0);
  const { shape } = input.tensor;
  const axes = reversedAxes(view) ?? [];
  const source = (coordinates: readonly number[]): number =>
    flatIndex(
      shape,
      shape.map((extent, axis) =>
        axes.includes(axis) ? extent - 1 - (coordinates[axis] ?? 0) : (coordinates[axis] ?? 0),
      ),
    );
  return [mapElements(outputTensor(view), input, source)];
}
