// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of QUANTIZE: tflite::reference_ops::AffineQuantize and Requantize. */
import type { NodeView } from "../../ir/graph.js";
import type { TensorData } from "../../ir/tensor-data.js";
import { integerRange } from "../../quant/activation.js";
import { roundHalfAwayFromZero } from "../../quant/multiplier.js";
import { affineOf, inputTensor, outputTensor } from "../shared/operands.js";
import { mapElements, rescaler } from "../shared/quantized-unary.js";
import { quantizeRescale } from "./rescale.js";

export function evaluateQuantize(view: NodeView, inputs: readonly (TensorData | undefined)[]): readonly TensorData[] {
  if (inputTensor(view, 0).dtype !== "float32") return mapElements(view, inputs, rescaler(quantizeRescale(view)));
  const output = outputTensor(view);
  const { scale, zeroPoint } = affineOf(output);
  const { min, max } = integerRange(output.dtype);
  // Quotients beyond 32 bits saturate, as on Arm and RISC-V; C++ leaves them open. NaN gives the upper bound.
  return mapElements(view, inputs, (x) => {
    const quotient = Math.fround(x / scale);
    if (Number.isNaN(quotient)) return max;
    return Math.min(max, Math.max(min, roundHalfAwayFromZero(quotient) + zeroPoint));
  });
}
