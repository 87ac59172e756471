// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of signal-energy (signal/micro/kernels/energy.cc). */
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";
import { times } from "../struct-layout.js";

export const signalEnergyTflm = tflmKernel({
  data: times(2, "word"),
  temporaries: [input(0), output(0)],
});
