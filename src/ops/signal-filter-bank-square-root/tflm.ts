// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of signal-filter-bank-square-root (signal/micro/kernels/filter_bank_square_root_common.cc). */
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";

export const signalFilterBankSquareRootTflm = tflmKernel({
  temporaries: [input(0), input(1), output(0)],
});
