// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of QUANTIZE (quantize.cc, quantize_common.cc). */
import { unaryOverlap } from "../shared/tflm-overlap.js";
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";
import { times } from "../struct-layout.js";

export const quantizeTflm = tflmKernel({
  data: [["word", "wide"], ...times(3, "word")],
  temporaries: [input(0), output(0)],
  overlaps: unaryOverlap,
});
