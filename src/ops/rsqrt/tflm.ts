// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of RSQRT (elementwise.cc). */
import { unaryOverlap } from "../shared/tflm-overlap.js";
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";
import { times } from "../struct-layout.js";

export const rsqrtTflm = tflmKernel({
  data: [...times(4, "word"), "byte", "enum", "enum"],
  temporaries: [input(0), output(0)],
  overlaps: unaryOverlap,
});
