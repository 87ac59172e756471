// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of LESS (comparisons.cc). */
import { input, tflmKernel } from "../shared/tflm-kernel.js";
import { times } from "../struct-layout.js";

export const lessTflm = tflmKernel({
  data: [...times(7, "word"), "byte"],
  temporaries: [input(0), input(1)],
});
