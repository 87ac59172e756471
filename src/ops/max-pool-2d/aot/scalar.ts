// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of MAX_POOL_2D. */
import { cType, type KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import { integerRange } from "../../../quant/activation.js";
import type { KernelEmitter } from "../../definition.js";
import { outputTensor } from "../../shared/operands.js";
import { emitPool, poolMemory } from "../../shared/pool-c.js";
import type { PoolAttributes } from "../../shared/pool-geometry.js";
import { poolRange } from "../../shared/pool-reference.js";

export const maxPoolScalar = {
  isa: "scalar",
  memory: poolMemory,
  emit: emitMaxPool,
} as const satisfies KernelEmitter<PoolAttributes>;

function emitMaxPool(view: NodeView<PoolAttributes>, kernel: KernelWriter): void {
  const { dtype } = outputTensor(view);
  const type = cType(dtype);
  const { min, max } = poolRange(view);
  const full = integerRange(dtype);
  emitPool(view, kernel, {
    name: "largest",
    // Starting at the lower bound of the activation saves the comparison with it.
    start: String(Math.min(min, max)),
    accumulate: (largest, element) => `${largest} = ${element} > ${largest} ? ${element} : ${largest};`,
    finish: (largest) =>
      max < full.max ? `(${type})(${largest} > ${max} ? ${max} : ${largest})` : `(${type})${largest}`,
  });
}
