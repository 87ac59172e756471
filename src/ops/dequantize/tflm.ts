// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of DEQUANTIZE (dequantize.cc, dequantize_common.cc). */
import { unaryOverlap } from "../shared/tflm-overlap.js";
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";
import { times } from "../struct-layout.js";

export const dequantizeTflm = tflmKernel({
  data: [["wide", "word"], ...times(3, "word")],
  temporaries: [input(0), output(0)],
  overlaps: unaryOverlap,
});
