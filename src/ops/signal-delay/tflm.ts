// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's SignalDelay (signal/micro/kernels/delay.cc). */
import { inputTensor } from "../shared/operands.js";
import { rowLength } from "../shared/row-constraints.js";
import { circularBuffers } from "../shared/signal-tflm.js";
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";
import { times } from "../struct-layout.js";
import type { SignalDelayAttributes } from "./attributes.js";

export const signalDelayTflm = tflmKernel<SignalDelayAttributes>({
  data: times(5, "word"),
  temporaries: [input(0), output(0)],
  persistent: (view) => circularBuffers(view, rowLength(inputTensor(view, 0)) + view.node.attributes.delay),
});
