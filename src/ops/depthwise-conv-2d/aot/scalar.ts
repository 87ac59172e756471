// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of DEPTHWISE_CONV_2D. */
import type { KernelEmitter } from "../../definition.js";
import { depthwiseOverlap, windowOverlap } from "../../shared/conv-overlap.js";
import { emitDepthwise, isDepthwise } from "../../shared/depthwise-c.js";
import { emitWindowConvolution } from "../../shared/window-c.js";
import type { DepthwiseConv2dAttributes } from "../attributes.js";
import { depthwiseConvolution, depthwiseGeometry, depthwiseOperands } from "../convolution.js";

export const depthwiseConv2dScalar = {
  isa: "scalar",
  memory(view) {
    const geometry = depthwiseGeometry(view);
    const overlap = isDepthwise(geometry) ? depthwiseOverlap : windowOverlap;
    return { scratch: [], overlaps: overlap(geometry, depthwiseOperands(view).output) };
  },
  emit(view, kernel) {
    const convolution = depthwiseConvolution(view);
    if (isDepthwise(convolution.geometry)) emitDepthwise(kernel, convolution);
    // A depth multiplier makes each input channel a group of its own; one input channel makes a plain convolution.
    else emitWindowConvolution(kernel, convolution);
  },
} satisfies KernelEmitter<DepthwiseConv2dAttributes>;
