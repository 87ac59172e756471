// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of SLICE (slice.cc). */
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";

export const sliceTflm = tflmKernel({
  temporaries: [input(0), input(1), input(2), output(0)],
});
