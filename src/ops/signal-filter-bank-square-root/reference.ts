// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of SignalFilterBankSquareRoot: tflm_signal::FilterbankSqrt with Sqrt32 and Sqrt64. */
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import { inputData, numericElements, outputTensor } from "../shared/operands.js";

export function evaluateSignalFilterBankSquareRoot(
  view: NodeView,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  // TFLM's C++ leaves shifts beyond 31 undefined; they count modulo 32 here and in the emitted C.
  const shift = (numericElements(inputData(inputs, 1))[0] ?? 0) & 31;
  const output = allocate(outputTensor(view));
  (inputData(inputs, 0).data as BigUint64Array).forEach((value, i) => {
    output.data[i] = Number(roundedRoot(value)) >>> shift;
  });
  return [output];
}

/** Square root to nearest; 32-bit arguments cannot round up to 2^16, nor 64-bit ones to 2^32. */
export function roundedRoot(value: bigint): bigint {
  const root = floorRoot(value);
  const largest = value >> 32n === 0n ? 0xffffn : 0xffffffffn;
  return value - root * root > root && root !== largest ? root + 1n : root;
}

function floorRoot(value: bigint): bigint {
  // The double is off by a few units at most.
  let root = BigInt(Math.floor(Math.sqrt(Number(value))));
  while (root * root > value) root--;
  while ((root + 1n) * (root + 1n) <= value) root++;
  return root;
}
