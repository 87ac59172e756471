// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of ARG_MIN (arg_min_max.cc). */
import { tflmKernel } from "../shared/tflm-kernel.js";

export const argMinTflm = tflmKernel({
  options: ["enum"],
});
