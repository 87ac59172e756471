// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of SPACE_TO_BATCH_ND (space_to_batch_nd.cc). */
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";

export const spaceToBatchNdTflm = tflmKernel({
  data: ["word"],
  temporaries: [input(0), output(0)],
});
