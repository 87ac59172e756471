// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of TRANSPOSE (transpose.cc, transpose_common.cc). */
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";

export const transposeTflm = tflmKernel({
  temporaries: [input(0), input(1), output(0)],
});
