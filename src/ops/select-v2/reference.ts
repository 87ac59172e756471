// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of SELECT_V2: tflite::reference_ops::Select and BroadcastSelectSimple. */
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import { type NestLoop, broadcastNest, forEachBroadcast } from "../shared/broadcast-nest.js";
import { inputData, inputTensor, numericElements, outputTensor } from "../shared/operands.js";

/** Loops over condition, first and second choice. */
export function selectLoops(view: NodeView): readonly NestLoop[] {
  return broadcastNest(
    [0, 1, 2].map((i) => inputTensor(view, i).shape),
    outputTensor(view).shape,
  );
}

export function evaluateSelect(view: NodeView, inputs: readonly (TensorData | undefined)[]): readonly TensorData[] {
  const [condition, x, y] = [0, 1, 2].map((i) => numericElements(inputData(inputs, i)));
  const result = allocate(outputTensor(view));
  const output = numericElements(result);
  forEachBroadcast(selectLoops(view), ([c = 0, a = 0, b = 0], i) => {
    output[i] = (condition?.[c] === 0 ? y?.[b] : x?.[a]) ?? 0;
  });
  return [result];
}
