// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of SQUEEZE (squeeze.cc). Its memcpy does not look whether both places are the same. */
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";
import { times } from "../struct-layout.js";

export const squeezeTflm = tflmKernel({
  options: times(9, "word"),
  temporaries: [input(0), output(0)],
});
