// SPDX-License-Identifier: Apache-2.0
/** Fixed-point constants of a quantised quotient (CalculateOpDataDiv), whose scales are divided in float32. */
import type { NodeView } from "../../ir/graph.js";
import { activationRange, type ClampRange } from "../../quant/activation.js";
import { quantizeMultiplier, type QuantizedMultiplier } from "../../quant/multiplier.js";
import { type Reciprocal, reciprocal } from "../../quant/reciprocal.js";
import { affineOf, inputTensor, outputTensor } from "../shared/operands.js";
import type { DivAttributes } from "./attributes.js";

export interface DivScaling {
  readonly zeroPoints: readonly [number, number];
  readonly output: QuantizedMultiplier & { readonly zeroPoint: number };
  readonly range: ClampRange;
  /** By magnitude of the divisor's difference from its zero point, 0 … 255. */
  readonly reciprocals: readonly Reciprocal[];
}

/** Real factor from the quotient of the stored differences to the output. */
export function realOutputMultiplier(view: NodeView): number {
  const [dividend, divisor] = [affineOf(inputTensor(view, 0)), affineOf(inputTensor(view, 1))];
  return Math.fround(dividend.scale / Math.fround(divisor.scale * affineOf(outputTensor(view)).scale));
}

export function divScaling(view: NodeView<DivAttributes>): DivScaling {
  const output = outputTensor(view);
  const { scale, zeroPoint } = affineOf(output);
  return {
    zeroPoints: [affineOf(inputTensor(view, 0)).zeroPoint, affineOf(inputTensor(view, 1)).zeroPoint],
    output: { ...quantizeMultiplier(realOutputMultiplier(view)), zeroPoint },
    range: activationRange({ activation: view.node.attributes.activation, dtype: output.dtype, scale, zeroPoint }),
    reciprocals: Array.from({ length: 256 }, (_, magnitude) => reciprocal(magnitude)),
  };
}
