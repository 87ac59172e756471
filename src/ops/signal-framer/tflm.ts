// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's SignalFramer (signal/micro/kernels/framer.cc). */
import { circularBuffers } from "../shared/signal-tflm.js";
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";
import { times } from "../struct-layout.js";
import type { SignalFramerAttributes } from "./attributes.js";
import { framesOf } from "./frames.js";

export const signalFramerTflm = tflmKernel<SignalFramerAttributes>({
  data: [...times(4, "word"), "byte", "word", "word"],
  temporaries: [input(0), output(0), output(1)],
  persistent: (view) => circularBuffers(view, framesOf(view).capacity),
});
