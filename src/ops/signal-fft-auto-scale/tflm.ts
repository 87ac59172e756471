// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of signal-fft-auto-scale (signal/micro/kernels/fft_auto_scale_common.cc). */
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";

export const signalFftAutoScaleTflm = tflmKernel({
  temporaries: [input(0), output(0), output(1)],
});
