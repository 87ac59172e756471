// SPDX-License-Identifier: Apache-2.0
/** Reference function of PRELU: tflite::reference_ops::BroadcastPrelu4DSlow and its float32 form. */
import type { NodeView } from "../../ir/graph.js";
import { integerRange } from "../../quant/activation.js";
import { multiplyByQuantizedMultiplier } from "../../quant/fixed-point.js";
import { outputTensor } from "../shared/operands.js";
import { preluScaling } from "./scaling.js";

export function prelu(view: NodeView): (stored: number, alpha: number) => number {
  const { dtype } = outputTensor(view);
  if (dtype === "float32") return (x, alpha) => (x >= 0 ? x : Math.fround(x * alpha));
  const { inputZeroPoint, alphaZeroPoint, outputZeroPoint, identity, product } = preluScaling(view);
  const { min, max } = integerRange(dtype);
  return (stored, alpha) => {
    const x = stored - inputZeroPoint;
    const scaled =
      x >= 0
        ? multiplyByQuantizedMultiplier(x, identity.multiplier, identity.shift)
        : multiplyByQuantizedMultiplier(x * (alpha - alphaZeroPoint), product.multiplier, product.shift);
    return Math.min(max, Math.max(min, (scaled + outputZeroPoint) | 0));
  };
}
