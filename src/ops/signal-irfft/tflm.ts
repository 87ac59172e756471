// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's SignalIrfft (signal/micro/kernels/irfft.cc). */
import type { FftAttributes } from "../shared/fft-attributes.js";
import { fftData, realFftBytes } from "../shared/signal-tflm.js";
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";

export const signalIrfftTflm = tflmKernel<FftAttributes>({
  data: fftData(1),
  state: (view) => [realFftBytes(view)],
  temporaries: [input(0), output(0)],
});
