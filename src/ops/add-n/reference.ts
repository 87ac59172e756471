// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of ADD_N: tflite::reference_ops::AddN. */
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import { inputData, numericElements, outputTensor } from "../shared/operands.js";
import { sumOutput, sumScaling } from "../shared/sum-of-halves.js";

export function evaluateAddN(view: NodeView, inputs: readonly (TensorData | undefined)[]): readonly TensorData[] {
  const addends = inputs.map((_, i) => numericElements(inputData(inputs, i)));
  const result = allocate(outputTensor(view));
  const output = numericElements(result);
  const isFloat = result.tensor.dtype === "float32";
  const scaling = sumScaling(view);
  for (let i = 0; i < output.length; i++) {
    if (isFloat) {
      output[i] = addends.reduce((sum, addend) => Math.fround(sum + (addend[i] ?? 0)), 0);
    } else {
      // TFLM starts from the negative zero point instead of 0.
      const stored = addends.reduce((sum, addend) => sum + (addend[i] ?? 0), 0);
      output[i] = sumOutput(stored - (addends.length + 1) * scaling.inputZeroPoint, scaling);
    }
  }
  return [result];
}
