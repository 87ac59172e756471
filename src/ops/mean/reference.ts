// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of MEAN for int8 and int16: tflite::reference_ops::QuantizedMeanOrSum. */
import type { NodeView } from "../../ir/graph.js";
import type { TensorData } from "../../ir/tensor-data.js";
import { evaluateQuantizedSum } from "../shared/quantized-sum.js";
import { meanAxes, meanMultiplier } from "./rescale.js";

export function evaluateMean(view: NodeView, inputs: readonly (TensorData | undefined)[]): readonly TensorData[] {
  return evaluateQuantizedSum(view, inputs, { axes: meanAxes(view) ?? [], factor: meanMultiplier(view) });
}
