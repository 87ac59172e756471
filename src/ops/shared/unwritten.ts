// SPDX-License-Identifier: Apache-2.0
/** Output storage of kernels that do not write every element. */
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import type { Tensor } from "../../ir/tensor.js";
import type { EvaluationContext } from "../definition.js";

/** Storage that holds the context's byte wherever the kernel does not write. */
export function allocateUnwritten(tensor: Tensor, { unwrittenByte }: EvaluationContext): TensorData {
  const output = allocate(tensor);
  new Uint8Array(output.data.buffer).fill(unwrittenByte);
  return output;
}
