// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's SignalOverlapAdd (signal/micro/kernels/overlap_add.cc). */
import { elementBytes } from "../../ir/dtype.js";
import { inputTensor } from "../shared/operands.js";
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";
import { times } from "../struct-layout.js";
import type { SignalOverlapAddAttributes } from "./attributes.js";
import { overlappingFrames } from "./frames.js";

export const signalOverlapAddTflm = tflmKernel<SignalOverlapAddAttributes>({
  data: [...times(4, "word"), "enum", "word"],
  temporaries: [input(0), output(0)],
  persistent(view) {
    const { rows, size } = overlappingFrames(view);
    const bytes = size * elementBytes(inputTensor(view, 0).dtype);
    return [4 * rows, ...Array.from({ length: rows }, () => bytes)];
  },
});
