// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of MAX_POOL_2D (pooling.cc, pooling_common.cc). */
import { maxPoolOverlap } from "../shared/cmsis-nn-overlap.js";
import { outputTensor } from "../shared/operands.js";
import { type PoolAttributes, poolGeometry } from "../shared/pool-geometry.js";
import { channelDistance, poolSweep, referenceOverlap } from "../shared/tflm-overlap.js";
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";
import { times } from "../struct-layout.js";

export const maxPool2dTflm = tflmKernel<PoolAttributes>({
  options: ["enum", ...times(4, "word"), "enum", ...times(4, "word")],
  data: times(8, "word"),
  temporaries: [input(0), output(0)],
  overlaps: (view, target) =>
    referenceOverlap(channelDistance, poolSweep(poolGeometry(view)), outputTensor(view), target),
  cmsisNn: {
    data: times(9, "word"),
    overlaps: (view, target) => maxPoolOverlap(poolGeometry(view), [outputTensor(view).dtype], target),
  },
});
