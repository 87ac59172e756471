// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of ARG_MAX (arg_min_max.cc). */
import { tflmKernel } from "../shared/tflm-kernel.js";

export const argMaxTflm = tflmKernel({
  options: ["enum"],
});
