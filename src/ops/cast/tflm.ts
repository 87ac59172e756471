// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of CAST (cast.cc). */
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";

export const castTflm = tflmKernel({
  options: ["enum", "enum"],
  temporaries: [input(0), output(0)],
});
