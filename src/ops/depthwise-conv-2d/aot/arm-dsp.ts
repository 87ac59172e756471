// SPDX-License-Identifier: Apache-2.0
/** DEPTHWISE_CONV_2D of signed bytes for Cortex-M processors with the DSP extension. */
import type { KernelEmitter } from "../../definition.js";
import { dspConvolutionMemory, emitDspConvolution, isDspConvolution } from "../../shared/dsp-convolution-c.js";
import { dspDepthwiseMemory, emitDspDepthwise, isDspDepthwise } from "../../shared/dsp-depthwise-c.js";
import type { DepthwiseConv2dAttributes } from "../attributes.js";
import { depthwiseConvolution, depthwiseGeometry } from "../convolution.js";

/** Channel by channel. */
export const depthwiseConv2dArmDsp = {
  isa: "arm-dsp",
  accepts: (view, { optimize }) => optimize !== "ram" && isDspDepthwise(depthwiseConvolution(view)),
  memory: (view) => dspDepthwiseMemory(depthwiseGeometry(view)),
  emit: (view, kernel, { optimize }) => {
    emitDspDepthwise(kernel, depthwiseConvolution(view), optimize);
  },
} satisfies KernelEmitter<DepthwiseConv2dAttributes>;

/** A single input channel with a depth multiplier is a plain convolution. */
export const singleChannelArmDsp = {
  isa: "arm-dsp",
  accepts: (view, { optimize }) => optimize !== "ram" && isDspConvolution(depthwiseConvolution(view)),
  memory: (view, context) => dspConvolutionMemory(depthwiseGeometry(view), context),
  emit: (view, kernel, context) => {
    emitDspConvolution(kernel, depthwiseConvolution(view), context);
  },
} satisfies KernelEmitter<DepthwiseConv2dAttributes>;
