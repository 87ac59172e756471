// SPDX-License-Identifier: Apache-2.0
/** Fixed-point constants of LEAKY_RELU (tflite::CalculateOpDataLeakyRelu); all products are float32. */
import type { NodeView } from "../../ir/graph.js";
import { type QuantizedMultiplier, quantizeMultiplier } from "../../quant/multiplier.js";
import { affineOf, inputTensor, outputTensor } from "../shared/operands.js";
import type { LeakyReluAttributes } from "./attributes.js";

export interface LeakyReluScaling {
  readonly inputZeroPoint: number;
  readonly outputZeroPoint: number;
  /** For values of 0 and above. */
  readonly identity: QuantizedMultiplier;
  /** For values below 0: magnitude of the slope, and its sign. */
  readonly alpha: QuantizedMultiplier;
  readonly negativeAlpha: boolean;
}

export function realMultipliers(view: NodeView<LeakyReluAttributes>): {
  readonly identity: number;
  readonly alpha: number;
} {
  const [input, output] = [affineOf(inputTensor(view, 0)).scale, affineOf(outputTensor(view)).scale];
  const slope = Math.fround(input * Math.fround(view.node.attributes.alpha));
  return { identity: Math.fround(input / output), alpha: Math.fround(slope / output) };
}

export function leakyReluScaling(view: NodeView<LeakyReluAttributes>): LeakyReluScaling {
  const { identity, alpha } = realMultipliers(view);
  return {
    inputZeroPoint: affineOf(inputTensor(view, 0)).zeroPoint,
    outputZeroPoint: affineOf(outputTensor(view)).zeroPoint,
    identity: quantizeMultiplier(identity),
    alpha: quantizeMultiplier(Math.abs(alpha)),
    negativeAlpha: alpha < 0,
  };
}
