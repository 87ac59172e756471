// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of NOT_EQUAL (comparisons.cc). */
import { input, tflmKernel } from "../shared/tflm-kernel.js";
import { times } from "../struct-layout.js";

export const notEqualTflm = tflmKernel({
  data: [...times(7, "word"), "byte"],
  temporaries: [input(0), input(1)],
});
