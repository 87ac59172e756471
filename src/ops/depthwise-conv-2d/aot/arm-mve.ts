// SPDX-License-Identifier: Apache-2.0
/** DEPTHWISE_CONV_2D of signed bytes for Cortex-M processors with MVE. */
import type { KernelEmitter } from "../../definition.js";
import { emitMveConvolution, isMveConvolution, mveConvolutionMemory } from "../../shared/mve-convolution-c.js";
import { emitMveDepthwise, isMveDepthwise, mveDepthwiseMemory } from "../../shared/mve-depthwise-c.js";
import type { DepthwiseConv2dAttributes } from "../attributes.js";
import { depthwiseConvolution, depthwiseGeometry } from "../convolution.js";

/** 16 channels at a time. */
export const depthwiseConv2dArmMve = {
  isa: "arm-mve",
  accepts: (view, { optimize }) => optimize !== "ram" && isMveDepthwise(depthwiseConvolution(view)),
  memory: (view) => mveDepthwiseMemory(depthwiseGeometry(view)),
  emit: (view, kernel) => {
    emitMveDepthwise(kernel, depthwiseConvolution(view));
  },
} satisfies KernelEmitter<DepthwiseConv2dAttributes>;

/** A single input channel with a depth multiplier is a plain convolution. */
export const singleChannelArmMve = {
  isa: "arm-mve",
  accepts: (view, { optimize }) => optimize !== "ram" && isMveConvolution(depthwiseConvolution(view)),
  memory: (view, { optimize }) => mveConvolutionMemory(depthwiseGeometry(view), optimize),
  emit: (view, kernel, { optimize }) => {
    emitMveConvolution(kernel, depthwiseConvolution(view), optimize);
  },
} satisfies KernelEmitter<DepthwiseConv2dAttributes>;
