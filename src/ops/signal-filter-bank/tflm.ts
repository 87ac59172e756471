// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's SignalFilterBank (signal/micro/kernels/filter_bank.cc). */
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";
import { times } from "../struct-layout.js";
import type { SignalFilterBankAttributes } from "./attributes.js";

export const signalFilterBankTflm = tflmKernel<SignalFilterBankAttributes>({
  data: times(9, "word"),
  // One 64-bit sum more than there are channels.
  state: ({ node }) => [8 * (node.attributes.channels + 1)],
  temporaries: [input(0), input(1), input(2), input(3), input(4), input(5), output(0)],
});
