// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of CONCATENATION (concatenation.cc). */
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";
import { times } from "../struct-layout.js";

export const concatenationTflm = tflmKernel({
  options: ["word", "enum"],
  data: times(6, "word"),
  temporaries: ({ inputs }) => [input(0), output(0), ...inputs.map((_, i) => input(i))],
});
