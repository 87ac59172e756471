// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of IF: tflite::IfEval. */
import type { NodeView } from "../../ir/graph.js";
import type { TensorData } from "../../ir/tensor-data.js";
import type { EvaluationContext } from "../definition.js";
import { inputData } from "../shared/operands.js";
import { copyValues } from "../shared/subgraph-call.js";
import type { IfAttributes } from "./attributes.js";

export function evaluateIf(
  { node: { attributes }, outputs }: NodeView<IfAttributes>,
  inputs: readonly (TensorData | undefined)[],
  { callGraph }: EvaluationContext,
): readonly TensorData[] {
  const holds = Boolean(inputData(inputs, 0).data[0]);
  const passed = inputs.slice(1).map((_, i) => inputData(inputs, i + 1));
  return copyValues(outputs, callGraph(holds ? attributes.thenGraph : attributes.elseGraph, passed));
}
