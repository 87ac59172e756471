// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of MIRROR_PAD (mirror_pad.cc). */
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";
import { inputTensor } from "../shared/operands.js";
import { times } from "../struct-layout.js";

export const mirrorPadTflm = tflmKernel({
  options: ["enum"],
  data: times(5, "word"),
  temporaries: [input(0), input(1), output(0)],
  scratch: (view) =>
    ["output strides", "input strides"].map((label) => ({ label, size: 4 * inputTensor(view, 0).shape.length })),
});
