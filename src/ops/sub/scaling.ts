// SPDX-License-Identifier: Apache-2.0
/** Fixed-point constants of a quantised subtraction (tflite::CalculateOpDataSub), which divides scales in float32. */
import type { NodeView } from "../../ir/graph.js";
import { activationRange, type ClampRange } from "../../quant/activation.js";
import { quantizeMultiplier } from "../../quant/multiplier.js";
import type { AddendScaling } from "../shared/addend.js";
import { affineOf, inputTensor, outputTensor } from "../shared/operands.js";
import type { SubAttributes } from "./attributes.js";

export interface SubScaling {
  /** Bits of headroom that both operands are raised by before they are scaled. */
  readonly leftShift: number;
  readonly operands: readonly [AddendScaling, AddendScaling];
  readonly output: AddendScaling;
  readonly range: ClampRange;
}

/** Real factor from the raised difference to the output; TFLM demands that it is less than 1. */
export function realOutputMultiplier(view: NodeView): number {
  const { scale } = affineOf(outputTensor(view));
  return Math.fround(twiceLargest(view) / Math.fround(2 ** leftShiftOf(view) * scale));
}

export function subScaling(view: NodeView<SubAttributes>): SubScaling {
  const output = outputTensor(view);
  const { scale, zeroPoint } = affineOf(output);
  const operand = (index: number): AddendScaling => {
    const affine = affineOf(inputTensor(view, index));
    return { ...quantizeMultiplier(Math.fround(affine.scale / twiceLargest(view))), zeroPoint: affine.zeroPoint };
  };
  return {
    leftShift: leftShiftOf(view),
    operands: [operand(0), operand(1)],
    output: { ...quantizeMultiplier(realOutputMultiplier(view)), zeroPoint },
    range: activationRange({ activation: view.node.attributes.activation, dtype: output.dtype, scale, zeroPoint }),
  };
}

function twiceLargest(view: NodeView): number {
  return 2 * Math.max(affineOf(inputTensor(view, 0)).scale, affineOf(inputTensor(view, 1)).scale);
}

function leftShiftOf(view: NodeView): number {
  return outputTensor(view).dtype === "int16" ? 15 : 20;
}
