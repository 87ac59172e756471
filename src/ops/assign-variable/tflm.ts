// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of ASSIGN_VARIABLE (assign_variable.cc). */
import { input, tflmKernel } from "../shared/tflm-kernel.js";

export const assignVariableTflm = tflmKernel({
  temporaries: [input(1)],
});
