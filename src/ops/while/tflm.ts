// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of WHILE (while.cc). */
import { tflmKernel } from "../shared/tflm-kernel.js";

export const whileOperatorTflm = tflmKernel({
  options: ["word", "word"],
  data: ["word", "word"],
});
