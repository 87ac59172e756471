// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of DYNAMIC_UPDATE_SLICE (dynamic_update_slice.cc). */
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";

export const dynamicUpdateSliceTflm = tflmKernel({
  temporaries: [input(0), input(1), input(2), output(0)],
});
