// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of DYNAMIC_UPDATE_SLICE (EvalImpl in micro/kernels/dynamic_update_slice.cc). */
import { elementBytes } from "../../ir/dtype.js";
import type { NodeView } from "../../ir/graph.js";
import { fromBytes, type TensorData, toBytes } from "../../ir/tensor-data.js";
import { inputData, outputTensor } from "../shared/operands.js";
import { forEachRun } from "../shared/strided-copy.js";
import { clampedStarts } from "./starts.js";
import { updateCopy } from "./update-copy.js";

export function evaluateDynamicUpdateSlice(
  view: NodeView,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  const output = outputTensor(view);
  const width = elementBytes(output.dtype);
  const target = toBytes(inputData(inputs, 0)).slice();
  const update = toBytes(inputData(inputs, 1));
  const copy = updateCopy(view, clampedStarts(view, Array.from(inputData(inputs, 2).data, Number)));
  forEachRun(copy, (from, to) => {
    target.set(update.subarray(from * width, (from + copy.run) * width), to * width);
  });
  return [fromBytes(output, target)];
}
