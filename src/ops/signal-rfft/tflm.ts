// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's SignalRfft (signal/micro/kernels/rfft.cc). */
import { elementBytes } from "../../ir/dtype.js";
import type { FftAttributes } from "../shared/fft-attributes.js";
import { inputTensor } from "../shared/operands.js";
import { fftData, realFftBytes } from "../shared/signal-tflm.js";
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";

export const signalRfftTflm = tflmKernel<FftAttributes>({
  data: fftData(3),
  state: (view) => [realFftBytes(view)],
  temporaries: [input(0), output(0)],
  scratch: (view) => [
    { label: "work area", size: view.node.attributes.fftLength * elementBytes(inputTensor(view, 0).dtype) },
  ],
});
