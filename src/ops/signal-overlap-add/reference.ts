// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of SignalOverlapAdd: tflm_signal::OverlapAdd. */
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import { clamp } from "../../quant/fixed-point.js";
import type { EvaluationContext } from "../definition.js";
import { nodeState } from "../shared/node-state.js";
import { inputData, numericElements, outputTensor } from "../shared/operands.js";
import type { SignalOverlapAddAttributes } from "./attributes.js";
import { overlappingFrames } from "./frames.js";

export function evaluateSignalOverlapAdd(
  view: NodeView<SignalOverlapAddAttributes>,
  inputs: readonly (TensorData | undefined)[],
  context: EvaluationContext,
): readonly TensorData[] {
  const { rows, frames, size, step } = overlappingFrames(view);
  const output = allocate(outputTensor(view));
  const isFloat = output.tensor.dtype === "float32";
  const sums = nodeState(view, context, () =>
    Array.from({ length: rows }, () => (isFloat ? new Float32Array(size) : new Int16Array(size))),
  );
  const input = numericElements(inputData(inputs, 0));
  sums.forEach((sum, row) => {
    for (let frame = row * frames; frame < (row + 1) * frames; frame++) {
      for (let i = 0; i < size; i++) {
        const added = (sum[i] ?? 0) + (input[frame * size + i] ?? 0);
        sum[i] = isFloat ? added : clamp(added, -32768, 32767);
      }
      numericElements(output).set(sum.subarray(0, step), frame * step);
      sum.copyWithin(0, step);
      sum.fill(0, size - step);
    }
  });
  return [output];
}
