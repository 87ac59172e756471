// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of DIV (div.cc). */
import { binaryOverlap } from "../shared/tflm-overlap.js";
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";
import { times } from "../struct-layout.js";

export const divTflm = tflmKernel({
  options: ["enum"],
  data: times(7, "word"),
  temporaries: [input(0), input(1), output(0)],
  overlaps: binaryOverlap,
});
