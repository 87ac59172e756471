// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of PAD (pad.cc, pad_common.cc). */
import { padCopiesOverlap } from "../shared/cmsis-nn-overlap.js";
import { onReferenceKernels, padOverlap } from "../shared/tflm-overlap.js";
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";
import { times } from "../struct-layout.js";

export const padTflm = tflmKernel({
  data: ["byte", ...times(5, "word"), "byte", ...times(5, "word"), "byte", "word"],
  temporaries: [input(0), input(1), output(0)],
  overlaps: onReferenceKernels(padOverlap),
  cmsisNn: { overlaps: padCopiesOverlap },
});
