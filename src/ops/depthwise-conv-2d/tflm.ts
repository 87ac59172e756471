// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of DEPTHWISE_CONV_2D (depthwise_conv.cc, depthwise_conv_common.cc). */
import { cmsisNnLevel, cmsisNnScratch, depthwiseBytes } from "../shared/cmsis-nn.js";
import { depthwiseOverlap } from "../shared/cmsis-nn-overlap.js";
import { channelDistance, convSweep, referenceOverlap } from "../shared/tflm-overlap.js";
import { espNnChip, espNnDepthwiseBytes, espNnScratch } from "../shared/esp-nn.js";
import { depthwiseGeometry, depthwiseOperands } from "./convolution.js";
import {
  INDEXED_CONV_DATA,
  CMSIS_CONV_TEMPORARIES,
  CONV_DATA,
  CONV_TEMPORARIES,
  perChannelArrays,
  unpackedFilter,
} from "../shared/conv-tflm.js";
import { tflmKernel } from "../shared/tflm-kernel.js";
import type { DepthwiseConv2dAttributes } from "./attributes.js";

const CHANNEL_AXIS = 3;

export const depthwiseConv2dTflm = tflmKernel<DepthwiseConv2dAttributes>({
  options: ["enum", "word", "word", "word", "enum", "word", "word"],
  data: CONV_DATA,
  temporaries: CONV_TEMPORARIES,
  persistent: (view) => perChannelArrays(view, CHANNEL_AXIS),
  scratch: unpackedFilter,
  overlaps: (view, target) =>
    referenceOverlap(channelDistance, convSweep(depthwiseGeometry(view)), depthwiseOperands(view).output, target),
  espNn: {
    data: INDEXED_CONV_DATA,
    scratch: (view, target) => [
      ...unpackedFilter(view),
      ...(depthwiseOperands(view).input.dtype === "int8"
        ? espNnScratch(
            espNnDepthwiseBytes(depthwiseGeometry(view), view.node.attributes.depthMultiplier, espNnChip(target)),
          )
        : []),
    ],
  },
  cmsisNn: {
    overlaps(view, target) {
      const { input, filter } = depthwiseOperands(view);
      return depthwiseOverlap(depthwiseGeometry(view), [input.dtype, filter.dtype], target);
    },
    data: INDEXED_CONV_DATA,
    temporaries: CMSIS_CONV_TEMPORARIES,
    persistent: (view) =>
      depthwiseOperands(view).input.dtype === "float32" ? [] : perChannelArrays(view, CHANNEL_AXIS),
    scratch: (view, target) =>
      depthwiseOperands(view).input.dtype === "int8"
        ? cmsisNnScratch(depthwiseBytes(depthwiseGeometry(view), cmsisNnLevel(target)))
        : [],
  },
});
