// SPDX-License-Identifier: Apache-2.0
/** Rules on the scales of operators that look the sigmoid up. */
import { checkedLog2 } from "../../quant/sigmoid-table.js";
import type { Constraint } from "../definition.js";
import { affineOf, inputTensor, outputTensor } from "./operands.js";

// A smaller scale makes TFLM's left shift negative, which C++ leaves undefined.
const SMALLEST_INPUT_SCALE = 2 ** -27;
// A larger scale needs a multiplier of more than 15 bits; TFLM then computes nonsense.
const LARGEST_INT16_SCALE = 32767 / (3 * 4096);

export const int8SigmoidInputScale: Constraint<unknown> = {
  id: "input-scale",
  says: "the input scale must be at least 2^-27",
  code: "TG2007",
  violation(view) {
    const { scale } = affineOf(inputTensor(view, 0));
    return scale >= SMALLEST_INPUT_SCALE ? undefined : `the scale is ${scale}`;
  },
};

export const int16SigmoidInputScale: Constraint<unknown> = {
  id: "input-scale-int16",
  says: `the input scale must be at most ${LARGEST_INT16_SCALE.toFixed(3)}`,
  code: "TG2007",
  violation(view) {
    const { scale } = affineOf(inputTensor(view, 0));
    return scale <= LARGEST_INT16_SCALE ? undefined : `the scale is ${scale}`;
  },
};

export const int16SigmoidOutputScale: Constraint<unknown> = {
  id: "output-scale-int16",
  says: "the output scale must be 2^-15",
  code: "TG2007",
  violation(view) {
    const { scale } = affineOf(outputTensor(view));
    const { isPowerOfTwo, exponent } = checkedLog2(scale);
    return isPowerOfTwo && exponent === -15 ? undefined : `the scale is ${scale}`;
  },
};
