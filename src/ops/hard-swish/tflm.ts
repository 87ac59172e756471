// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of HARD_SWISH (hard_swish.cc, hard_swish_common.cc). */
import { unaryOverlap } from "../shared/tflm-overlap.js";
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";

export const hardSwishTflm = tflmKernel({
  data: ["half", "half", "half", "word", "half", "word"],
  temporaries: [input(0), output(0)],
  overlaps: unaryOverlap,
});
