// SPDX-License-Identifier: Apache-2.0
/** Reference loop of element-wise operators with two inputs (tflite::reference_ops::BroadcastBinaryOpSimple). */
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import { broadcastLoops, forEachInnerRun } from "./broadcast.js";
import { inputData, outputTensor } from "./operands.js";

/** One pair of stored elements to a stored element; 64-bit elements arrive as bigint, all others as number. */
export type BinaryFunction = (a: never, b: never) => number | bigint;

/** Applies `f` to every pair of elements of inputs 0 and 1, repeating either along axes of extent 1. */
export function evaluateBinary(
  view: NodeView,
  inputs: readonly (TensorData | undefined)[],
  f: BinaryFunction,
): readonly TensorData[] {
  const [first, second] = [inputData(inputs, 0), inputData(inputs, 1)];
  const [a, b] = [first.data, second.data] as unknown as readonly [readonly never[], readonly never[]];
  const result = allocate(outputTensor(view));
  const output = result.data as unknown as (number | bigint)[];
  const loops = broadcastLoops(first.tensor.shape, second.tensor.shape);
  const { extent, strides } = loops[loops.length - 1] as (typeof loops)[0];
  forEachInnerRun(loops, (startA, startB, start) => {
    for (let i = 0; i < extent; i++) {
      output[start + i] = f(a[startA + i * strides[0]] as never, b[startB + i * strides[1]] as never);
    }
  });
  return [result];
}
