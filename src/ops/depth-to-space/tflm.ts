// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of DEPTH_TO_SPACE (depth_to_space.cc). */
import { copiedDims } from "../shared/copied-dims.js";
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";

export const depthToSpaceTflm = tflmKernel({
  options: ["word"],
  temporaries: [input(0), output(0)],
  persistent: (view) => [copiedDims(view)],
});
