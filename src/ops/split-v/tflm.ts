// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of SPLIT_V (split_v.cc). */
import { input, tflmKernel } from "../shared/tflm-kernel.js";

export const splitVTflm = tflmKernel({
  options: ["word"],
  temporaries: [input(2)],
});
