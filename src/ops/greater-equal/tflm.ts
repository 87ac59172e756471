// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of GREATER_EQUAL (comparisons.cc). */
import { input, tflmKernel } from "../shared/tflm-kernel.js";
import { times } from "../struct-layout.js";

export const greaterEqualTflm = tflmKernel({
  data: [...times(7, "word"), "byte"],
  temporaries: [input(0), input(1)],
});
