// SPDX-License-Identifier: Apache-2.0
/** FULLY_CONNECTED of one row of signed bytes with stored weights: wider blocks where there are more registers. */
import type { IsaLevel } from "../../../targets/isa.js";
import type { KernelEmitter } from "../../definition.js";
import { emitDenseLayer, isDenseLayer } from "../../shared/dense-c.js";
import type { FullyConnectedAttributes } from "../attributes.js";
import { fullyConnectedConvolution, fullyConnectedOperands } from "../convolution.js";

function inBlocks(isa: IsaLevel, channels: number) {
  return {
    isa,
    accepts: (view, { optimize }) =>
      optimize !== "size" &&
      fullyConnectedOperands(view).filter.storage.kind === "constant" &&
      isDenseLayer(fullyConnectedConvolution(view)),
    emit: (view, kernel, { optimize }) => {
      const fast = optimize === "speed";
      emitDenseLayer(kernel, fullyConnectedConvolution(view), { channels, skipZeros: fast, straight: fast });
    },
  } satisfies KernelEmitter<FullyConnectedAttributes>;
}

export const fullyConnectedDense = inBlocks("scalar", 8);
export const fullyConnectedRiscv = inBlocks("riscv", 20);
