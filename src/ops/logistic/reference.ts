// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of LOGISTIC: tflite::reference_integer_ops::Logistic for int8 and int16. */
import type { NodeView } from "../../ir/graph.js";
import type { TensorData } from "../../ir/tensor-data.js";
import { logistic } from "../../quant/exponential.js";
import { clamp, multiplyByQuantizedMultiplier, roundingDivideByPowerOfTwo } from "../../quant/fixed-point.js";
import { frexp } from "../../quant/multiplier.js";
import { sigmoidInt16, sigmoidScaling, sigmoidTable } from "../../quant/sigmoid-table.js";
import { byteTable } from "../shared/byte-table.js";
import { affineOf, inputTensor } from "../shared/operands.js";
import { mapElements } from "../shared/quantized-unary.js";

// Integer bits of the rescaled int8 input; the output has scale 1/256 and zero point −128.
const INPUT_INTEGER_BITS = 4;
const OUTPUT_FRACTION_BITS = 8;

/** Stored int8 output for every stored input, by bit pattern. */
export function logisticTable(view: NodeView): number[] {
  const { scale, zeroPoint } = affineOf(inputTensor(view, 0));
  const { fraction, exponent } = frexp(scale * 2 ** (31 - INPUT_INTEGER_BITS));
  // A float32 has 24 significant bits, so the product is an integer.
  const multiplier = fraction * 2 ** 31;
  const largest = (2 ** INPUT_INTEGER_BITS - 1) * 2 ** (31 - INPUT_INTEGER_BITS);
  const radius = Math.floor(largest / 2 ** exponent);
  return byteTable("int8", (stored) => {
    const input = stored - zeroPoint;
    if (input <= -radius) return -128;
    if (input >= radius) return 127;
    const scaled = multiplyByQuantizedMultiplier(input, multiplier, exponent);
    const result = logistic(scaled, INPUT_INTEGER_BITS);
    return clamp(roundingDivideByPowerOfTwo(result, 31 - OUTPUT_FRACTION_BITS) - 128, -128, 127);
  });
}

export function evaluateLogistic(view: NodeView, inputs: readonly (TensorData | undefined)[]): readonly TensorData[] {
  if (inputTensor(view, 0).dtype === "int8") {
    const table = logisticTable(view);
    return mapElements(view, inputs, (stored) => table[stored & 0xff] ?? 0);
  }
  const scaling = sigmoidScaling(affineOf(inputTensor(view, 0)).scale);
  const table = sigmoidTable();
  return mapElements(view, inputs, (stored) => sigmoidInt16(stored, scaling, table));
}
