// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of WHILE: tflite::WhileEval. */
import type { NodeView } from "../../ir/graph.js";
import type { TensorData } from "../../ir/tensor-data.js";
import type { EvaluationContext } from "../definition.js";
import { inputData } from "../shared/operands.js";
import { copyValues } from "../shared/subgraph-call.js";
import type { WhileAttributes } from "./attributes.js";

export function evaluateWhile(
  { node: { attributes }, outputs }: NodeView<WhileAttributes>,
  inputs: readonly (TensorData | undefined)[],
  { callGraph }: EvaluationContext,
): readonly TensorData[] {
  let variables = copyValues(
    outputs,
    inputs.map((_, i) => inputData(inputs, i)),
  );
  const holds = (): boolean => Boolean(callGraph(attributes.conditionGraph, variables)[0]?.data[0]);
  while (holds()) variables = copyValues(outputs, callGraph(attributes.bodyGraph, variables));
  return variables;
}
