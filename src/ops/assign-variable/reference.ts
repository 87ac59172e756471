// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of ASSIGN_VARIABLE: tflite::MicroResourceVariables::Assign. */
import type { NodeView } from "../../ir/graph.js";
import { type TensorData, toBytes } from "../../ir/tensor-data.js";
import type { EvaluationContext } from "../definition.js";
import { inputData } from "../shared/operands.js";
import { resourceBytes } from "../shared/resource-handle.js";

export function evaluateAssignVariable(
  view: NodeView,
  inputs: readonly (TensorData | undefined)[],
  context: EvaluationContext,
): readonly TensorData[] {
  resourceBytes(view, context).set(toBytes(inputData(inputs, 1)));
  return [];
}
