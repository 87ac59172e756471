// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of signal-window (signal/micro/kernels/window.cc). */
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";
import { times } from "../struct-layout.js";

export const signalWindowTflm = tflmKernel({
  data: times(2, "word"),
  temporaries: [input(0), input(1), output(0)],
});
