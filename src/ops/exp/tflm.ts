// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of EXP (exp.cc). */
import { unaryOverlap } from "../shared/tflm-overlap.js";
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";

export const expTflm = tflmKernel({
  temporaries: [input(0), output(0)],
  overlaps: unaryOverlap,
});
