// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's SignalStacker (signal/micro/kernels/stacker.cc). */
import { circularBufferBytes } from "../shared/signal-tflm.js";
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";
import { times } from "../struct-layout.js";
import { type SignalStackerAttributes, stackSize } from "./attributes.js";

export const signalStackerTflm = tflmKernel<SignalStackerAttributes>({
  data: [...times(6, "word"), "byte", "word", "word"],
  state: ({ node }) => [circularBufferBytes(stackSize(node.attributes))],
  temporaries: [input(0), output(0), output(1)],
});
