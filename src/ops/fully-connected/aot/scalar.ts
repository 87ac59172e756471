// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of FULLY_CONNECTED. Every output needs the whole input row, so nothing may overlap. */
import type { KernelEmitter } from "../../definition.js";
import { emitPointwise } from "../../shared/pointwise-c.js";
import type { FullyConnectedAttributes } from "../attributes.js";
import { fullyConnectedConvolution, fullyConnectedOperands } from "../convolution.js";
import { emitDynamicDense } from "./dynamic-weights.js";

export const fullyConnectedScalar = {
  isa: "scalar",
  emit: (view, kernel) => {
    const isStored = fullyConnectedOperands(view).filter.storage.kind === "constant";
    if (isStored) emitPointwise(kernel, fullyConnectedConvolution(view));
    else emitDynamicDense(kernel, view);
  },
} satisfies KernelEmitter<FullyConnectedAttributes>;
