// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of AVERAGE_POOL_2D (pooling.cc, pooling_common.cc). */
import { cmsisNnLevel, cmsisNnScratch } from "../shared/cmsis-nn.js";
import { averagePoolOverlap } from "../shared/cmsis-nn-overlap.js";
import { outputTensor } from "../shared/operands.js";
import { type PoolAttributes, poolGeometry } from "../shared/pool-geometry.js";
import { channelDistance, poolSweep, referenceOverlap } from "../shared/tflm-overlap.js";
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";
import { times } from "../struct-layout.js";

export const averagePool2dTflm = tflmKernel<PoolAttributes>({
  options: ["enum", ...times(4, "word"), "enum", ...times(4, "word")],
  data: times(8, "word"),
  temporaries: [input(0), output(0)],
  overlaps: (view, target) =>
    referenceOverlap(channelDistance, poolSweep(poolGeometry(view)), outputTensor(view), target),
  cmsisNn: {
    data: times(9, "word"),
    temporaries: [input(0), output(0), input(0), output(0)],
    overlaps: (view, target) => averagePoolOverlap(poolGeometry(view), [outputTensor(view).dtype], target),
    scratch(view, target) {
      const { dtype, shape } = outputTensor(view);
      return dtype === "float32" || cmsisNnLevel(target) !== "dsp" ? [] : cmsisNnScratch(4 * (shape[3] ?? 0));
    },
  },
});
