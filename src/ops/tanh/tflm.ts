// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of TANH (tanh.cc). */
import { unaryOverlap } from "../shared/tflm-overlap.js";
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";
import { times } from "../struct-layout.js";

export const tanhTflm = tflmKernel({
  data: times(4, "word"),
  temporaries: [input(0), input(0), output(0)],
  overlaps: unaryOverlap,
});
