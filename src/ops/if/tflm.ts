// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of IF (if.cc). */
import { input, tflmKernel } from "../shared/tflm-kernel.js";

export const ifOperatorTflm = tflmKernel({
  options: ["word", "word"],
  data: ["word", "word"],
  temporaries: [input(0)],
});
