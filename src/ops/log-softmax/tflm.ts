// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of LOG_SOFTMAX (log_softmax.cc). */
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";
import { inputTensor } from "../shared/operands.js";
import { structBytes, times } from "../struct-layout.js";

const QUANTIZED_DATA = times(7, "word");

export const logSoftmaxTflm = tflmKernel({
  temporaries: [input(0), output(0)],
  persistent: (view, { abi }) => (inputTensor(view, 0).dtype === "int8" ? [structBytes(QUANTIZED_DATA, abi)] : []),
});
