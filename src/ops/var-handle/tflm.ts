// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of VAR_HANDLE (var_handle.cc). */
import { tflmKernel } from "../shared/tflm-kernel.js";

export const varHandleTflm = tflmKernel({
  options: ["word", "word"],
  data: ["word"],
});
