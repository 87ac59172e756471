// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of BROADCAST_TO (broadcast_to.cc). */
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";

export const broadcastToTflm = tflmKernel({
  temporaries: [input(0), input(1), output(0)],
});
