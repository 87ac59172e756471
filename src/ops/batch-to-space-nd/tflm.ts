// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of BATCH_TO_SPACE_ND (batch_to_space_nd.cc). */
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";

export const batchToSpaceNdTflm = tflmKernel({
  temporaries: [input(0), output(0)],
});
