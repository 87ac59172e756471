// SPDX-License-Identifier: Apache-2.0
/** Reference function of LEAKY_RELU: tflite::reference_ops::QuantizeLeakyRelu and LeakyRelu. */
import type { NodeView } from "../../ir/graph.js";
import { integerRange } from "../../quant/activation.js";
import { multiplyByQuantizedMultiplier } from "../../quant/fixed-point.js";
import { outputTensor } from "../shared/operands.js";
import type { LeakyReluAttributes } from "./attributes.js";
import { leakyReluScaling } from "./scaling.js";

export function leakyRelu(view: NodeView<LeakyReluAttributes>): (stored: number) => number {
  const { dtype } = outputTensor(view);
  if (dtype === "float32") {
    const slope = Math.fround(view.node.attributes.alpha);
    return (x) => (x > 0 ? x : Math.fround(x * slope));
  }
  const { inputZeroPoint, outputZeroPoint, identity, alpha, negativeAlpha } = leakyReluScaling(view);
  const { min, max } = integerRange(dtype);
  return (stored) => {
    const x = stored - inputZeroPoint;
    const { multiplier, shift } = x >= 0 ? identity : alpha;
    const scaled = multiplyByQuantizedMultiplier(x, multiplier, shift);
    const raw = (outputZeroPoint + (x < 0 && negativeAlpha ? -scaled : scaled)) | 0;
    return Math.min(max, Math.max(min, raw));
  };
}
