// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of EXPAND_DIMS (expand_dims.cc). */
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";

export const expandDimsTflm = tflmKernel({
  temporaries: [input(0), input(1), output(0)],
  // Copies element by element, which leaves equal places as they are.
  inPlaceView: true,
});
