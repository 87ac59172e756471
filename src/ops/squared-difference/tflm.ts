// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of SQUARED_DIFFERENCE (squared_difference.cc). */
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";
import { ARITHMETIC_PARAMS } from "../shared/tflm-structs.js";

export const squaredDifferenceTflm = tflmKernel({
  data: ["byte", ARITHMETIC_PARAMS],
  temporaries: [input(0), input(1), output(0)],
});
