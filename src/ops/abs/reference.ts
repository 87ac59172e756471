// SPDX-License-Identifier: Apache-2.0
/** Reference function of ABS: AbsEvalQuantized of TFLM's elementwise.cc, std::abs for values without quantisation. */
import type { NodeView } from "../../ir/graph.js";
import { integerRange } from "../../quant/activation.js";
import { multiplyByQuantizedMultiplier } from "../../quant/fixed-point.js";
import { type QuantizedMultiplier, quantizeMultiplier } from "../../quant/multiplier.js";
import { affineOf, inputTensor, outputTensor } from "../shared/operands.js";

/** int16 without quantisation is taken as plain numbers. */
export function isQuantized(view: NodeView): boolean {
  return (inputTensor(view, 0).quantization?.scales.length ?? 0) > 0;
}

/** Undefined where both scales are equal and nothing is rescaled. */
export function absMultiplier(view: NodeView): QuantizedMultiplier | undefined {
  const [input, output] = [affineOf(inputTensor(view, 0)), affineOf(outputTensor(view))];
  return input.scale === output.scale ? undefined : quantizeMultiplier(Math.fround(input.scale / output.scale));
}

export function abs(view: NodeView): (stored: number) => number {
  const { dtype } = inputTensor(view, 0);
  if (dtype === "float32") return Math.abs;
  // The magnitude of −32768 wraps to itself.
  if (!isQuantized(view)) return (x) => (Math.abs(x) << 16) >> 16;
  const [input, output] = [affineOf(inputTensor(view, 0)), affineOf(outputTensor(view))];
  const rescale = absMultiplier(view);
  const { min, max } = integerRange(dtype);
  return (stored) => {
    const magnitude = Math.abs(stored - input.zeroPoint);
    const scaled =
      rescale === undefined ? magnitude : multiplyByQuantizedMultiplier(magnitude, rescale.multiplier, rescale.shift);
    return Math.min(max, Math.max(min, (scaled + output.zeroPoint) | 0));
  };
}
