// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of MUL (mul.cc, mul_common.cc). */
import { elementwisePairOverlap } from "../shared/cmsis-nn-overlap.js";
import { binaryOverlap, onReferenceKernels } from "../shared/tflm-overlap.js";
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";
import { times } from "../struct-layout.js";

export const mulTflm = tflmKernel({
  options: ["enum"],
  data: times(9, "word"),
  temporaries: [input(0), input(1), output(0)],
  overlaps: onReferenceKernels(binaryOverlap),
  cmsisNn: { overlaps: elementwisePairOverlap },
});
