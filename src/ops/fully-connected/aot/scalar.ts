// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of FULLY_CONNECTED. Every output needs the whole input row, so nothing may overlap. */
import type { KernelEmitter } from "../../definition.js";
import { emitPointwise } from "../../shared/pointwise-c.js";
import type { FullyConnectedAttributes } from "../attributes.js";
import { fullyConnectedConvolution } from "../convolution.js";

export const fullyConnectedScalar = {
  isa: "scalar",
  emit: (view, kernel) => {
    emitPointwise(kernel, fullyConnectedConvolution(view));
  },
} satisfies KernelEmitter<FullyConnectedAttributes>;
