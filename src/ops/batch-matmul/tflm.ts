// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of BATCH_MATMUL (batch_matmul.cc). */
import { byteSize, type Tensor } from "../../ir/tensor.js";
import type { Bytes } from "../../util/branded.js";
import { cmsisNnLevel, cmsisNnScratch } from "../shared/cmsis-nn.js";
import { copiedDims } from "../shared/copied-dims.js";
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";
import { inputTensor, outputTensor } from "../shared/operands.js";
import { type StructAbi, structBytes, type StructLayout, times } from "../struct-layout.js";
import type { BatchMatmulAttributes } from "./attributes.js";

const QUANTIZATION = times(7, "word");
const DATA: StructLayout = [...times(3, "word"), ...times(3, "byte")];
const TRANSPOSED_TENSOR = ["word", "word", "enum"] as const;

export const batchMatmulTflm = tflmKernel<BatchMatmulAttributes>({
  options: times(3, "byte"),
  data: DATA,
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
  cmsisNn: {
    // The output's four dimensions and the index of the scratch.
    data: [DATA, ...times(5, "word")],
    // The library is asked for a buffer as for a dense layer of the output's depth; only MVE wants one, for sums of weights.
    scratch: (view, target) =>
      cmsisNnLevel(target) === "mve" && inputTensor(view, 0).dtype === "int8"
        ? cmsisNnScratch(4 * (outputTensor(view).shape.at(-1) ?? 0))
        : [],
  },
});

function transposed(tensor: Tensor, abi: StructAbi): readonly Bytes[] {
  return [structBytes(TRANSPOSED_TENSOR, abi), 4 + 4 * tensor.shape.length, byteSize(tensor)];
}
