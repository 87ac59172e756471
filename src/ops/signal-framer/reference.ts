// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of SignalFramer: tflite::FramerEval, whose circular buffer is a queue. */
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import type { EvaluationContext } from "../definition.js";
import { nodeState } from "../shared/node-state.js";
import { inputData, numericElements, outputTensor } from "../shared/operands.js";
import { allocateUnwritten } from "../shared/unwritten.js";
import type { SignalFramerAttributes } from "./attributes.js";
import { framesOf } from "./frames.js";

export function evaluateSignalFramer(
  view: NodeView<SignalFramerAttributes>,
  inputs: readonly (TensorData | undefined)[],
  context: EvaluationContext,
): readonly TensorData[] {
  const { rows, frames, size, step, prefilled } = framesOf(view);
  const samples = numericElements(inputData(inputs, 0));
  const queues = nodeState(view, context, () => {
    return Array.from({ length: rows }, () => Array<number>(prefilled).fill(0));
  });
  const output = allocateUnwritten(outputTensor(view, 0), context);
  const valid = allocate(outputTensor(view, 1));
  valid.data[0] = 1;
  queues.forEach((queue, row) => {
    for (let frame = row * frames; frame < (row + 1) * frames; frame++) {
      queue.push(...samples.slice(frame * step, (frame + 1) * step));
      if (queue.length < size) {
        valid.data[0] = 0;
        continue;
      }
      numericElements(output).set(queue.slice(0, size), frame * size);
      queue.splice(0, step);
    }
  });
  return [output, valid];
}
