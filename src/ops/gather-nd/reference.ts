// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of GATHER_ND (tflite::GatherNd in micro/kernels/gather_nd.cc). */
import { elementBytes } from "../../ir/dtype.js";
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData, toBytes } from "../../ir/tensor-data.js";
import { inputData, numericElements, outputTensor } from "../shared/operands.js";
import { clampIndex } from "../shared/run-time-index-c.js";
import { gatherNdLayout, sliceStarts } from "./layout.js";

/** Where TFLM fails because a slice would leave the input, the nearest possible slice is taken. */
export function evaluateGatherNd(view: NodeView, inputs: readonly (TensorData | undefined)[]): readonly TensorData[] {
  const layout = gatherNdLayout(view);
  const result = allocate(outputTensor(view));
  const width = elementBytes(outputTensor(view).dtype);
  const from = toBytes(inputData(inputs, 0));
  const to = toBytes(result);
  sliceStarts(layout, numericElements(inputData(inputs, 1))).forEach((wanted, slice) => {
    const start = clampIndex(wanted, layout.lastStart);
    const bytes = from.subarray(start * width, (start + layout.sliceElements) * width);
    to.set(bytes, slice * layout.sliceElements * width);
  });
  return [result];
}
