// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of PRELU (prelu.cc, prelu_common.cc). */
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";
import { times } from "../struct-layout.js";

export const preluTflm = tflmKernel({
  data: times(7, "word"),
  temporaries: [input(0), input(1), output(0)],
});
