// SPDX-License-Identifier: Apache-2.0
/** CONV_2D of signed bytes for Cortex-M processors with the DSP extension. */
import type { KernelEmitter } from "../../definition.js";
import { dspConvolutionMemory, emitDspConvolution, isDspConvolution } from "../../shared/dsp-convolution-c.js";
import type { Conv2dAttributes } from "../attributes.js";
import { conv2dConvolution, conv2dGeometry } from "../convolution.js";

export const conv2dArmDsp = {
  isa: "arm-dsp",
  accepts: (view, { optimize }) => optimize !== "ram" && isDspConvolution(conv2dConvolution(view)),
  memory: (view, context) => dspConvolutionMemory(conv2dGeometry(view), context),
  emit: (view, kernel, context) => {
    emitDspConvolution(kernel, conv2dConvolution(view), context);
  },
} satisfies KernelEmitter<Conv2dAttributes>;
