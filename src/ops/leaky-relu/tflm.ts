// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of LEAKY_RELU (leaky_relu.cc, leaky_relu_common.cc). */
import { unaryOverlap } from "../shared/tflm-overlap.js";
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";
import { times } from "../struct-layout.js";

export const leakyReluTflm = tflmKernel({
  options: ["word"],
  data: times(6, "word"),
  temporaries: [input(0), output(0)],
  overlaps: unaryOverlap,
});
