// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of READ_VARIABLE (read_variable.cc). */
import { input, tflmKernel } from "../shared/tflm-kernel.js";

export const readVariableTflm = tflmKernel({
  temporaries: [input(0)],
});
