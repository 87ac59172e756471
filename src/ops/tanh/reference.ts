// SPDX-License-Identifier: Apache-2.0
/** Reference function of TANH: tflite::reference_integer_ops::Tanh for int8 and int16. */
import type { NodeView } from "../../ir/graph.js";
import { tanh as fixedPointTanh } from "../../quant/exponential.js";
import { clamp, multiplyByQuantizedMultiplier, roundingDivideByPowerOfTwo } from "../../quant/fixed-point.js";
import { frexp } from "../../quant/multiplier.js";
import { sigmoidTable } from "../../quant/sigmoid-table.js";
import { tanhInt16, tanhScaling } from "../../quant/tanh.js";
import { affineOf, inputTensor } from "../shared/operands.js";

// Integer bits of the rescaled int8 input; the output is taken as scale 1/128 and zero point 0.
const INPUT_INTEGER_BITS = 4;
const OUTPUT_FRACTION_BITS = 7;

export function tanh(view: NodeView): (stored: number) => number {
  const { scale, zeroPoint } = affineOf(inputTensor(view, 0));
  if (inputTensor(view, 0).dtype === "int16") {
    const scaling = tanhScaling(scale);
    const table = sigmoidTable();
    return (stored) => tanhInt16(stored, scaling, table);
  }
  const { fraction, exponent } = frexp(scale * 2 ** (31 - INPUT_INTEGER_BITS));
  // A float32 has 24 significant bits, so the product is an integer.
  const multiplier = fraction * 2 ** 31;
  const largest = (2 ** INPUT_INTEGER_BITS - 1) * 2 ** (31 - INPUT_INTEGER_BITS);
  const radius = Math.floor(largest / 2 ** exponent);
  return (stored) => {
    const x = stored - zeroPoint;
    if (x <= -radius) return -128;
    if (x >= radius) return 127;
    const result = fixedPointTanh(multiplyByQuantizedMultiplier(x, multiplier, exponent), INPUT_INTEGER_BITS);
    return clamp(roundingDivideByPowerOfTwo(result, 31 - OUTPUT_FRACTION_BITS), -128, 127);
  };
}
