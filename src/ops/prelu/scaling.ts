// SPDX-License-Identifier: Apache-2.0
/** Fixed-point constants of PRELU (tflite::CalculatePreluParams). */
import type { NodeView } from "../../ir/graph.js";
import { type QuantizedMultiplier, quantizeMultiplier } from "../../quant/multiplier.js";
import { affineOf, inputTensor, outputTensor } from "../shared/operands.js";

export interface PreluScaling {
  readonly inputZeroPoint: number;
  readonly alphaZeroPoint: number;
  readonly outputZeroPoint: number;
  /** For values of 0 and above. */
  readonly identity: QuantizedMultiplier;
  /** For the product of a value below 0 and its slope. */
  readonly product: QuantizedMultiplier;
}

export function realMultipliers(view: NodeView): { readonly identity: number; readonly product: number } {
  const [input, alpha] = [affineOf(inputTensor(view, 0)).scale, affineOf(inputTensor(view, 1)).scale];
  const output = affineOf(outputTensor(view)).scale;
  return { identity: input / output, product: (input * alpha) / output };
}

export function preluScaling(view: NodeView): PreluScaling {
  const { identity, product } = realMultipliers(view);
  return {
    inputZeroPoint: affineOf(inputTensor(view, 0)).zeroPoint,
    alphaZeroPoint: affineOf(inputTensor(view, 1)).zeroPoint,
    outputZeroPoint: affineOf(outputTensor(view)).zeroPoint,
    identity: quantizeMultiplier(identity),
    product: quantizeMultiplier(product),
  };
}
