// SPDX-License-Identifier: Apache-2.0
/** Fixed-point constants of a quantised addition (tflite::CalculateOpDataAdd). */
import type { NodeView } from "../../ir/graph.js";
import { activationRange, type ClampRange } from "../../quant/activation.js";
import { quantizeMultiplier } from "../../quant/multiplier.js";
import type { AddendScaling } from "../shared/addend.js";
import { affineOf, inputTensor, outputTensor } from "../shared/operands.js";
import type { AddAttributes } from "./attributes.js";

export interface AddScaling {
  /** Bits of headroom that both addends are raised by before they are scaled. */
  readonly leftShift: number;
  readonly addends: readonly [AddendScaling, AddendScaling];
  readonly output: AddendScaling;
  readonly range: ClampRange;
}

/** Real factor from the raised sum to the output; TFLM demands that it is less than 1. */
export function realOutputMultiplier(view: NodeView): number {
  const scales = [0, 1].map((i) => affineOf(inputTensor(view, i)).scale);
  const output = outputTensor(view);
  return (2 * Math.max(...scales)) / (2 ** leftShiftOf(view) * affineOf(output).scale);
}

export function addScaling(view: NodeView<AddAttributes>): AddScaling {
  const first = affineOf(inputTensor(view, 0));
  const second = affineOf(inputTensor(view, 1));
  const output = outputTensor(view);
  const { scale, zeroPoint } = affineOf(output);
  const twiceLargest = 2 * Math.max(first.scale, second.scale);
  const addend = (affine: typeof first): AddendScaling => ({
    ...quantizeMultiplier(affine.scale / twiceLargest),
    zeroPoint: affine.zeroPoint,
  });
  return {
    leftShift: leftShiftOf(view),
    addends: [addend(first), addend(second)],
    output: { ...quantizeMultiplier(realOutputMultiplier(view)), zeroPoint },
    range: activationRange({ activation: view.node.attributes.activation, dtype: output.dtype, scale, zeroPoint }),
  };
}

function leftShiftOf(view: NodeView): number {
  return outputTensor(view).dtype === "int16" ? 15 : 20;
}
