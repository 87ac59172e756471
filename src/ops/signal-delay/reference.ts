// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of SignalDelay: tflite::DelayEval, whose circular buffer is a queue. */
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import type { EvaluationContext } from "../definition.js";
import { nodeState } from "../shared/node-state.js";
import { inputData, numericElements, outputTensor } from "../shared/operands.js";
import { rowCount, rowLength } from "../shared/row-constraints.js";
import type { SignalDelayAttributes } from "./attributes.js";

export function evaluateSignalDelay(
  view: NodeView<SignalDelayAttributes>,
  inputs: readonly (TensorData | undefined)[],
  context: EvaluationContext,
): readonly TensorData[] {
  const { delay } = view.node.attributes;
  const { tensor } = inputData(inputs, 0);
  const samples = numericElements(inputData(inputs, 0));
  const length = rowLength(tensor);
  const queues = nodeState(view, context, () => {
    return Array.from({ length: rowCount(tensor) }, () => Array<number>(delay).fill(0));
  });
  const output = allocate(outputTensor(view));
  queues.forEach((queue, row) => {
    queue.push(...samples.slice(row * length, (row + 1) * length));
    numericElements(output).set(queue.splice(0, length), row * length);
  });
  return [output];
}
