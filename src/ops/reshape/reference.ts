// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of RESHAPE: the same bytes under another shape. */
import type { NodeView } from "../../ir/graph.js";
import { fromBytes, type TensorData, toBytes } from "../../ir/tensor-data.js";
import { inputData, outputTensor } from "../shared/operands.js";

export function evaluateReshape(view: NodeView, inputs: readonly (TensorData | undefined)[]): readonly TensorData[] {
  return [fromBytes(outputTensor(view), toBytes(inputData(inputs, 0)).slice())];
}
