// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of CALL_ONCE: tflite::CallOnceEval. */
import type { NodeView } from "../../ir/graph.js";
import type { TensorData } from "../../ir/tensor-data.js";
import type { EvaluationContext } from "../definition.js";
import { stateKey } from "../shared/node-state.js";
import type { CallOnceAttributes } from "./attributes.js";

export function evaluateCallOnce(
  view: NodeView<CallOnceAttributes>,
  _inputs: readonly (TensorData | undefined)[],
  { callGraph, state }: EvaluationContext,
): readonly TensorData[] {
  const key = stateKey(view);
  if (!state.has(key)) callGraph(view.node.attributes.graph, []);
  state.set(key, true);
  return [];
}
