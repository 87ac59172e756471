// SPDX-License-Identifier: Apache-2.0
/** FULLY_CONNECTED of signed bytes with stored weights for Cortex-M processors with the DSP extension. */
import type { KernelEmitter } from "../../definition.js";
import { dspConvolutionMemory, emitDspConvolution, isDspConvolution } from "../../shared/dsp-convolution-c.js";
import type { FullyConnectedAttributes } from "../attributes.js";
import { fullyConnectedConvolution, fullyConnectedGeometry, fullyConnectedOperands } from "../convolution.js";

export const fullyConnectedArmDsp = {
  isa: "arm-dsp",
  accepts: (view, { optimize }) =>
    optimize !== "ram" &&
    fullyConnectedOperands(view).filter.storage.kind === "constant" &&
    isDspConvolution(fullyConnectedConvolution(view)),
  memory: (view, context) => dspConvolutionMemory(fullyConnectedGeometry(view), context),
  emit: (view, kernel, context) => {
    emitDspConvolution(kernel, fullyConnectedConvolution(view), context);
  },
} satisfies KernelEmitter<FullyConnectedAttributes>;
