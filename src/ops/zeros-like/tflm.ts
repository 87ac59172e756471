// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of ZEROS_LIKE (zeros_like.cc). */
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";

export const zerosLikeTflm = tflmKernel({
  temporaries: [input(0), output(0)],
});
