// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of ADD (add.cc, add_common.cc). */
import { elementwisePairOverlap } from "../shared/cmsis-nn-overlap.js";
import { binaryOverlap, onReferenceKernels } from "../shared/tflm-overlap.js";
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";
import { times } from "../struct-layout.js";

export const addTflm = tflmKernel({
  options: ["enum", "byte"],
  data: ["byte", ...times(14, "word")],
  temporaries: [input(0), input(1), output(0)],
  overlaps: onReferenceKernels(binaryOverlap),
  cmsisNn: { overlaps: elementwisePairOverlap },
});
