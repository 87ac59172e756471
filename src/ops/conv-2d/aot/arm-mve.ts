// SPDX-License-Identifier: Apache-2.0
/** CONV_2D of signed bytes for Cortex-M processors with MVE. */
import type { KernelEmitter } from "../../definition.js";
import { emitMveConvolution, isMveConvolution, mveConvolutionMemory } from "../../shared/mve-convolution-c.js";
import type { Conv2dAttributes } from "../attributes.js";
import { conv2dConvolution, conv2dGeometry } from "../convolution.js";

export const conv2dArmMve = {
  isa: "arm-mve",
  accepts: (view, { optimize }) => optimize !== "ram" && isMveConvolution(conv2dConvolution(view)),
  memory: (view, { optimize }) => mveConvolutionMemory(conv2dGeometry(view), optimize),
  emit: (view, kernel, { optimize }) => {
    emitMveConvolution(kernel, conv2dConvolution(view), optimize);
  },
} satisfies KernelEmitter<Conv2dAttributes>;
