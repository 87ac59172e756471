// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of L2_NORMALIZATION (l2norm.cc). */
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";

export const l2NormalizationTflm = tflmKernel({
  options: ["enum"],
  data: ["word"],
  temporaries: [input(0), output(0)],
});
