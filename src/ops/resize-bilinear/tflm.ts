// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of RESIZE_BILINEAR (resize_bilinear.cc). */
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";

export const resizeBilinearTflm = tflmKernel({
  options: ["byte", "byte"],
  temporaries: [input(0), input(1), output(0)],
});
