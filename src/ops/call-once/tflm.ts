// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of CALL_ONCE (call_once.cc). */
import { tflmKernel } from "../shared/tflm-kernel.js";

export const callOnceTflm = tflmKernel({
  options: ["word"],
  data: ["word", "byte"],
});
