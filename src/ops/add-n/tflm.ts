// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of ADD_N (add_n.cc). */
import { elementBytes } from "../../ir/dtype.js";
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";
import { outputTensor } from "../shared/operands.js";
import { structBytes, times } from "../struct-layout.js";

const QUANTIZED_DATA = times(10, "word");

export const addNTflm = tflmKernel({
  temporaries: ({ inputs }) => [input(0), output(0), ...inputs.slice(1).map((_, i) => input(i + 1))],
  persistent: (view, { abi }) =>
    elementBytes(outputTensor(view).dtype) === 1 ? [structBytes(QUANTIZED_DATA, abi)] : [],
  scratch: ({ inputs }) => [{ label: "input pointers", size: 4 * inputs.length }],
});
