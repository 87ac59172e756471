// SPDX-License-Identifier: Apache-2.0
/** FULLY_CONNECTED of signed bytes with stored weights for Cortex-M processors with MVE. */
import type { KernelEmitter } from "../../definition.js";
import { emitMveConvolution, isMveConvolution, mveConvolutionMemory } from "../../shared/mve-convolution-c.js";
import type { FullyConnectedAttributes } from "../attributes.js";
import { fullyConnectedConvolution, fullyConnectedGeometry, fullyConnectedOperands } from "../convolution.js";

export const fullyConnectedArmMve = {
  isa: "arm-mve",
  accepts: (view, { optimize }) =>
    optimize !== "ram" &&
    fullyConnectedOperands(view).filter.storage.kind === "constant" &&
    isMveConvolution(fullyConnectedConvolution(view)),
  memory: (view, { optimize }) => mveConvolutionMemory(fullyConnectedGeometry(view), optimize),
  emit: (view, kernel, { optimize }) => {
    emitMveConvolution(kernel, fullyConnectedConvolution(view), optimize);
  },
} satisfies KernelEmitter<FullyConnectedAttributes>;
