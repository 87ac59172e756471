// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of SELECT_V2 (select.cc). */
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";

export const selectV2Tflm = tflmKernel({
  data: ["byte"],
  temporaries: [input(0), input(1), input(2), output(0)],
});
