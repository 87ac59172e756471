// SPDX-License-Identifier: Apache-2.0
/** Fixed-point constants of a quantised squared difference (PrepareQuantized of TFLM's squared_difference.cc). */
import type { NodeView } from "../../ir/graph.js";
import { quantizeMultiplier } from "../../quant/multiplier.js";
import type { AddendScaling } from "../shared/addend.js";
import { affineOf, inputTensor, outputTensor } from "../shared/operands.js";

export interface SquaredDifferenceScaling {
  readonly leftShift: number;
  readonly operands: readonly [AddendScaling, AddendScaling];
  readonly output: AddendScaling;
}

/** Real factor from the square of the raised difference to the output. */
export function realOutputMultiplier(view: NodeView): number {
  const largest = twiceLargest(view);
  return (largest * largest) / (4 ** leftShiftOf(view) * affineOf(outputTensor(view)).scale);
}

export function squaredDifferenceScaling(view: NodeView): SquaredDifferenceScaling {
  const operand = (index: number): AddendScaling => {
    const { scale, zeroPoint } = affineOf(inputTensor(view, index));
    return { ...quantizeMultiplier(scale / twiceLargest(view)), zeroPoint };
  };
  return {
    leftShift: leftShiftOf(view),
    operands: [operand(0), operand(1)],
    output: { ...quantizeMultiplier(realOutputMultiplier(view)), zeroPoint: affineOf(outputTensor(view)).zeroPoint },
  };
}

function twiceLargest(view: NodeView): number {
  return 2 * Math.max(affineOf(inputTensor(view, 0)).scale, affineOf(inputTensor(view, 1)).scale);
}

// The square of the largest raised difference just fits 31 bits.
function leftShiftOf(view: NodeView): number {
  return outputTensor(view).dtype === "int16" ? 0 : 7;
}
