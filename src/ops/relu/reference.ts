// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of RELU: tflite::ReluQuantized and ReluFloat. */
import type { NodeView } from "../../ir/graph.js";
import type { TensorData } from "../../ir/tensor-data.js";
import { outputTensor } from "../shared/operands.js";
import { mapElements, rescaler } from "../shared/quantized-unary.js";
import { reluRescale } from "./rescale.js";

export function evaluateRelu(view: NodeView, inputs: readonly (TensorData | undefined)[]): readonly TensorData[] {
  if (outputTensor(view).dtype === "float32") return mapElements(view, inputs, (x) => (x < 0 ? 0 : x));
  return mapElements(view, inputs, rescaler(reluRescale(view)));
}
