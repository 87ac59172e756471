// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of L2_POOL_2D (l2_pool_2d.cc). */
import { copiedDims } from "../shared/copied-dims.js";
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";
import { times } from "../struct-layout.js";

export const l2Pool2dTflm = tflmKernel({
  options: ["enum", ...times(4, "word"), "enum", ...times(4, "word")],
  temporaries: [output(0), input(0)],
  persistent: (view) => [copiedDims(view)],
});
