// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of PACK (pack.cc). */
import { tflmKernel } from "../shared/tflm-kernel.js";

export const packTflm = tflmKernel({
  options: ["word", "word"],
});
