// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of GATHER_ND (gather_nd.cc). */
import { copiedDims } from "../shared/copied-dims.js";
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";

export const gatherNdTflm = tflmKernel({
  temporaries: [input(0), input(1), output(0)],
  persistent: (view) => [copiedDims(view)],
});
