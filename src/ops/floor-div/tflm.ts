// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of FLOOR_DIV (floor_div.cc). */
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";

export const floorDivTflm = tflmKernel({
  temporaries: [input(0), input(1), output(0)],
});
