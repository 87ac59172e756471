// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of UNPACK (unpack.cc). */
import { tflmKernel } from "../shared/tflm-kernel.js";

export const unpackTflm = tflmKernel({
  options: ["word", "word"],
});
