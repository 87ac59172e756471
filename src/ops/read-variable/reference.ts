// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of READ_VARIABLE: tflite::MicroResourceVariables::Read. */
import type { NodeView } from "../../ir/graph.js";
import { fromBytes, type TensorData } from "../../ir/tensor-data.js";
import type { EvaluationContext } from "../definition.js";
import { outputTensor } from "../shared/operands.js";
import { resourceBytes } from "../shared/resource-handle.js";

export function evaluateReadVariable(
  view: NodeView,
  _inputs: readonly (TensorData | undefined)[],
  context: EvaluationContext,
): readonly TensorData[] {
  return [fromBytes(outputTensor(view), resourceBytes(view, context).slice())];
}
