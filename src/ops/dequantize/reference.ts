// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of DEQUANTIZE: tflite::reference_ops::Dequantize. */
import type { NodeView } from "../../ir/graph.js";
import type { TensorData } from "../../ir/tensor-data.js";
import { affineOf, inputTensor } from "../shared/operands.js";
import { mapElements } from "../shared/quantized-unary.js";

/** The product is a double, rounded to float32 once. */
export function evaluateDequantize(view: NodeView, inputs: readonly (TensorData | undefined)[]): readonly TensorData[] {
  const { scale, zeroPoint } = affineOf(inputTensor(view, 0));
  return mapElements(view, inputs, (stored) => Math.fround(scale * (stored - zeroPoint)));
}
