// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of BATCH_MATMUL (batch_matmul.cc). */
import { byteSize, type Tensor } from "../../ir/tensor.js";
import type { Bytes } from "../../util/branded.js";
import { copiedDims } from "../shared/copied-dims.js";
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";
import { inputTensor } from "../shared/operands.js";
import { type StructAbi, structBytes, times } from "../struct-layout.js";
import type { BatchMatmulAttributes } from "./attributes.js";

const QUANTIZATION = times(7, "word");
const TRANSPOSED_TENSOR = ["word", "word", "enum"] as const;

export const batchMatmulTflm = tflmKernel<BatchMatmulAttributes>({
  options: times(3, "byte"),
  data: [...times(3, "word"), ...times(3, "byte")],
  temporaries: [input(0), input(1), output(0)],
  persistent(view, { abi }) {
    const [left, right] = [inputTensor(view, 0), inputTensor(view, 1)];
    const { transposeFirst, transposeSecond } = view.node.attributes;
    return [
      ...(left.dtype === "float32" ? [] : [structBytes(QUANTIZATION, abi)]),
      ...(transposeFirst ? transposed(left, abi) : []),
      // The kernel multiplies rows by rows, so it transposes the right operand unless the model has done so.
      ...(transposeSecond ? [] : transposed(right, abi)),
      copiedDims(view),
    ];
  },
  unknownFor: ["cmsis-nn"],
});

function transposed(tensor: Tensor, abi: StructAbi): readonly Bytes[] {
  return [structBytes(TRANSPOSED_TENSOR, abi), 4 + 4 * tensor.shape.length, byteSize(tensor)];
}
