// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of LOGISTIC (logistic.cc, logistic_common.cc). */
import { unaryOverlap } from "../shared/tflm-overlap.js";
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";
import { times } from "../struct-layout.js";

export const logisticTflm = tflmKernel({
  data: times(4, "word"),
  temporaries: [input(0), output(0)],
  overlaps: unaryOverlap,
});
