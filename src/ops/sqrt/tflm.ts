// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of SQRT (elementwise.cc). */
import { unaryOverlap } from "../shared/tflm-overlap.js";
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";

export const sqrtTflm = tflmKernel({
  temporaries: [input(0), output(0)],
  overlaps: unaryOverlap,
});
