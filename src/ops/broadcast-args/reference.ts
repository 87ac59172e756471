// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of BROADCAST_ARGS (tflite::reference_ops::BroadcastArgs). */
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import { inputData, outputTensor } from "../shared/operands.js";

/** Extents pass through 32 bits, as in TFLM. Where it stops because they do not broadcast, the first is taken. */
export function evaluateBroadcastArgs(
  view: NodeView,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  const result = allocate(outputTensor(view));
  const count = result.data.length;
  const [first = [], second = []] = [0, 1].map((index) =>
    Array.from(inputData(inputs, index).data as ArrayLike<number | bigint>, (extent) =>
      Number(BigInt.asIntN(32, BigInt(extent))),
    ),
  );
  for (let i = 1; i <= count; i++) {
    const a = first[first.length - i] ?? 1;
    const b = second[second.length - i] ?? 1;
    const extent = a === 1 ? b : a;
    if (result.data instanceof BigInt64Array) result.data[count - i] = BigInt(extent);
    else (result.data as Int32Array)[count - i] = extent;
  }
  return [result];
}
