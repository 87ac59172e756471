// SPDX-License-Identifier: Apache-2.0
/** Fixed-point constants of HARD_SWISH on int8 (tflite::HardSwishPrepare); all quotients are float32. */
import type { NodeView } from "../../ir/graph.js";
import { quantizeMultiplier } from "../../quant/multiplier.js";
import { affineOf, inputTensor, outputTensor } from "../shared/operands.js";

/** A factor of 15 fraction bits and a power of two. */
export interface Multiplier16 {
  readonly multiplier: number;
  /** Positive to the left. */
  readonly exponent: number;
}

export interface HardSwishScaling {
  /** From the input, raised by 7 bits, to the output. */
  readonly output: Multiplier16;
  /** From the input, raised by 7 bits, to the scale on which 3 is 2^15. */
  readonly reluish: Multiplier16;
}

const f = Math.fround;
/** Scale on which the real value 3 is 32768. */
const RELUISH_SCALE = f(3 / 32768);

export function hardSwishScaling(view: NodeView): HardSwishScaling {
  const raised = f(affineOf(inputTensor(view, 0)).scale / 128);
  return {
    output: multiplier16(f(raised / affineOf(outputTensor(view)).scale)),
    reluish: multiplier16(f(raised / RELUISH_SCALE)),
  };
}

/** Rounds the 31-bit multiplier to 15 bits (tflite::DownScaleInt32ToInt16Multiplier). */
function multiplier16(real: number): Multiplier16 {
  const { multiplier, shift } = quantizeMultiplier(real);
  const rounding = 1 << 15;
  return {
    multiplier: multiplier >= 0x7fffffff - rounding ? 0x7fff : (multiplier + rounding) >> 16,
    exponent: shift,
  };
}
