// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of CONV_2D (conv.cc, conv_common.cc). */
import { cmsisNnLevel, cmsisNnScratch, convolutionBytes } from "../shared/cmsis-nn.js";
import { convolutionOverlap } from "../shared/cmsis-nn-overlap.js";
import { convDistance, convSweep, referenceOverlap } from "../shared/tflm-overlap.js";
import { espNnChip, espNnConvolutionBytes, espNnScratch } from "../shared/esp-nn.js";
import { conv2dGeometry, conv2dOperands } from "./convolution.js";
import {
  INDEXED_CONV_DATA,
  CMSIS_CONV_TEMPORARIES,
  CONV_DATA,
  CONV_TEMPORARIES,
  perChannelArrays,
  unpackedFilter,
} from "../shared/conv-tflm.js";
import { tflmKernel } from "../shared/tflm-kernel.js";
import type { Conv2dAttributes } from "./attributes.js";

const CHANNEL_AXIS = 0;

export const conv2dTflm = tflmKernel<Conv2dAttributes>({
  options: ["enum", "word", "word", "enum", "word", "word", "enum"],
  data: CONV_DATA,
  temporaries: CONV_TEMPORARIES,
  persistent: (view) => perChannelArrays(view, CHANNEL_AXIS),
  scratch: unpackedFilter,
  overlaps: (view, target) =>
    referenceOverlap(convDistance, convSweep(conv2dGeometry(view)), conv2dOperands(view).output, target),
  espNn: {
    data: INDEXED_CONV_DATA,
    scratch: (view, target) => [
      ...unpackedFilter(view),
      ...(conv2dOperands(view).input.dtype === "int8"
        ? espNnScratch(espNnConvolutionBytes(conv2dGeometry(view), espNnChip(target)))
        : []),
    ],
  },
  cmsisNn: {
    overlaps(view, target) {
      const { input, filter } = conv2dOperands(view);
      return convolutionOverlap(conv2dGeometry(view), [input.dtype, filter.dtype], target);
    },
    data: INDEXED_CONV_DATA,
    temporaries: CMSIS_CONV_TEMPORARIES,
    persistent: (view) => (conv2dOperands(view).input.dtype === "float32" ? [] : perChannelArrays(view, CHANNEL_AXIS)),
    scratch(view, target) {
      const { input, filter, bias } = conv2dOperands(view);
      // A 16-bit convolution with a bias of 32 bits goes to the reference kernel.
      if (input.dtype === "float32" || (input.dtype === "int16" && bias?.dtype === "int32")) return [];
      const convolution = { geometry: conv2dGeometry(view), filterDepth: filter.shape[3] ?? 1, dtype: input.dtype };
      return cmsisNnScratch(convolutionBytes(convolution, cmsisNnLevel(target)));
    },
  },
});
