// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of SHAPE (shape.cc). */
import { tflmKernel } from "../shared/tflm-kernel.js";

export const shapeTflm = tflmKernel({
  options: ["enum"],
});
