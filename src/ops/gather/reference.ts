// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of GATHER (tflite::Gather in micro/kernels/gather.cc). */
import type { NodeView } from "../../ir/graph.js";
import type { TensorData } from "../../ir/tensor-data.js";
import { gatherElements } from "../shared/gather.js";
import { inputData, outputTensor } from "../shared/operands.js";
import type { GatherAttributes } from "./attributes.js";
import { gatherLayout } from "./layout.js";

export function evaluateGather(
  view: NodeView<GatherAttributes>,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  return [gatherElements(gatherLayout(view), outputTensor(view), inputData(inputs, 0), inputData(inputs, 1))];
}
