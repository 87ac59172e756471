// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of STRIDED_SLICE (strided_slice.cc, strided_slice_common.cc). */
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";
import { times } from "../struct-layout.js";

export const stridedSliceTflm = tflmKernel({
  options: [...times(5, "word"), "byte"],
  data: [
    "byte",
    ...times(5, "word"),
    "byte",
    ...times(5, "word"),
    "byte",
    ...times(5, "word"),
    ...times(5, "half"),
    "byte",
  ],
  temporaries: [input(0), input(1), input(2), input(3), output(0)],
});
