// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of RELU6 (activations.cc, activations_common.cc). */
import { unaryOverlap } from "../shared/tflm-overlap.js";
import { input, tflmKernel } from "../shared/tflm-kernel.js";
import { times } from "../struct-layout.js";

export const relu6Tflm = tflmKernel({
  data: times(2, "word"),
  temporaries: [input(0)],
  overlaps: unaryOverlap,
});
