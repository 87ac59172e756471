// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of SPACE_TO_DEPTH (space_to_depth.cc). */
import { copiedDims } from "../shared/copied-dims.js";
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";

export const spaceToDepthTflm = tflmKernel({
  options: ["word"],
  temporaries: [input(0), output(0)],
  persistent: (view) => [copiedDims(view)],
});
