// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of FLOOR_MOD (floor_mod.cc). */
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";

export const floorModTflm = tflmKernel({
  temporaries: [input(0), input(1), output(0)],
});
