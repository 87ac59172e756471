// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of REVERSE_V2 (reverse.cc). */
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";

export const reverseV2Tflm = tflmKernel({
  temporaries: [input(0), input(1), output(0)],
});
