// SPDX-License-Identifier: Apache-2.0
/** Fixed-point constants of LOG_SOFTMAX on int8 (CalculateOpData of TFLM's log_softmax.cc). */
import type { NodeView } from "../../ir/graph.js";
import { roundingDivideByPowerOfTwo } from "../../quant/fixed-point.js";
import { ARGUMENT_INTEGER_BITS } from "../../quant/logarithm.js";
import { quantizeMultiplier, type QuantizedMultiplier } from "../../quant/multiplier.js";
import { softmaxExpTable, type SoftmaxScaling, softmaxScaling } from "../../quant/softmax.js";
import { affineOf, inputTensor } from "../shared/operands.js";

export interface LogSoftmaxScaling {
  /** From differences of stored values to Q5.26. */
  readonly difference: SoftmaxScaling;
  /** From Q5.26 back to differences of stored values. */
  readonly reverse: QuantizedMultiplier;
}

/** The real factor from Q5.26 back to stored differences; TFLM demands that it is less than 1. */
export function reverseFactor(view: NodeView): number {
  const { multiplier, shift } = softmaxScaling(1, affineOf(inputTensor(view, 0)).scale);
  return 2 ** (31 - shift) / multiplier;
}

export function logSoftmaxScaling(view: NodeView): LogSoftmaxScaling {
  return {
    difference: softmaxScaling(1, affineOf(inputTensor(view, 0)).scale),
    reverse: quantizeMultiplier(reverseFactor(view)),
  };
}

/** exp of a difference in Q12.19; index d stands for input − maximum = −d. */
export function expTable(scaling: LogSoftmaxScaling): Int32Array {
  return softmaxExpTable(scaling.difference).map((value) => roundingDivideByPowerOfTwo(value, ARGUMENT_INTEGER_BITS));
}
