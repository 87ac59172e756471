// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of SignalStacker: tflite::StackerEval, whose circular buffer is a queue. */
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import type { EvaluationContext } from "../definition.js";
import { nodeState } from "../shared/node-state.js";
import { inputData, numericElements, outputTensor } from "../shared/operands.js";
import { allocateUnwritten } from "../shared/unwritten.js";
import { type SignalStackerAttributes, stackSize } from "./attributes.js";

export function evaluateSignalStacker(
  view: NodeView<SignalStackerAttributes>,
  inputs: readonly (TensorData | undefined)[],
  context: EvaluationContext,
): readonly TensorData[] {
  const { channels, leftContext, step } = view.node.attributes;
  const frame = [...numericElements(inputData(inputs, 0))];
  const stack = nodeState(view, context, () => ({ queue: [] as number[], started: false }));
  // The first frame stands for those that were before it.
  const copies = stack.started ? 1 : leftContext + 1;
  for (let copy = 0; copy < copies; copy++) stack.queue.push(...frame);
  stack.started = true;
  const output = allocateUnwritten(outputTensor(view, 0), context);
  const valid = allocate(outputTensor(view, 1));
  const size = stackSize(view.node.attributes);
  if (stack.queue.length >= size) {
    numericElements(output).set(stack.queue.slice(0, size));
    stack.queue.splice(0, channels * step);
    valid.data[0] = 1;
  }
  return [output, valid];
}
