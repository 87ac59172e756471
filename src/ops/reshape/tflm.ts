// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of RESHAPE (reshape.cc, reshape_common.cc): nothing is copied between equal places. */
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";
import { times } from "../struct-layout.js";

export const reshapeTflm = tflmKernel({
  options: times(9, "word"),
  temporaries: [input(0), output(0)],
  inPlaceView: true,
});
