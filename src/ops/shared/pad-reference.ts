// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of PAD and PADV2: tflite::reference_ops::Pad. */
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import { inputData, numericElements, outputTensor } from "./operands.js";
import { padLayout, padValue } from "./pad-layout.js";

export function evaluatePad(view: NodeView, inputs: readonly (TensorData | undefined)[]): readonly TensorData[] {
  const { axes } = padLayout(view);
  const input = numericElements(inputData(inputs, 0));
  const result = allocate(outputTensor(view));
  const output = numericElements(result);
  output.fill(padValue(view));
  let from = 0;
  let to = 0;
  const copy = (depth: number): void => {
    const axis = axes[depth];
    if (axis === undefined) return;
    to += axis.before;
    if (depth === axes.length - 1) {
      output.set(input.subarray(from, from + axis.extent), to);
      from += axis.extent;
      to += axis.extent;
    } else {
      for (let i = 0; i < axis.extent; i++) copy(depth + 1);
    }
    to += axis.after;
  };
  copy(0);
  return [result];
}
