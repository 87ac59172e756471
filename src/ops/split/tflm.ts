// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of SPLIT (split.cc). */
import { input, tflmKernel } from "../shared/tflm-kernel.js";

export const splitTflm = tflmKernel({
  options: ["word"],
  temporaries: [input(0)],
});
