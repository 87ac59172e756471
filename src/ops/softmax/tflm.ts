// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of SOFTMAX (softmax.cc, softmax_common.cc). */
import { softmaxOverlap } from "../shared/cmsis-nn-overlap.js";
import { espNnScratch, espNnSoftmaxBytes } from "../shared/esp-nn.js";
import { onReferenceKernels, unaryOverlap } from "../shared/tflm-overlap.js";
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";
import { inputTensor, outputTensor } from "../shared/operands.js";
import { type StructLayout, times } from "../struct-layout.js";

/** 512 intervals and the end of the last one, 16 bits each. */
const TABLE_BYTES = 2 * 513;

const DATA: StructLayout = ["wide", ...times(12, "word")];

export const softmaxTflm = tflmKernel({
  options: ["word"],
  data: DATA,
  temporaries: [input(0), output(0)],
  persistent: (view) => (inputTensor(view, 0).dtype === "int16" ? [TABLE_BYTES, TABLE_BYTES] : []),
  // A row is read twice before its first element is written; then each is read once more, right before its write.
  overlaps: onReferenceKernels((view) =>
    inputTensor(view, 0).dtype === outputTensor(view).dtype ? unaryOverlap(view) : [],
  ),
  cmsisNn: { data: [DATA, "word", "word"], overlaps: softmaxOverlap },
  espNn: {
    data: [DATA, "word"],
    scratch(view) {
      const { dtype, shape } = inputTensor(view, 0);
      return dtype === "int8" && outputTensor(view).dtype === "int8" ? espNnScratch(espNnSoftmaxBytes(shape)) : [];
    },
  },
});
