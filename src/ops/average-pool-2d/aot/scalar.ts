// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of AVERAGE_POOL_2D. */
import { cType, type KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import { integerRange } from "../../../quant/activation.js";
import type { KernelEmitter } from "../../definition.js";
import { outputTensor } from "../../shared/operands.js";
import { emitPool, poolMemory } from "../../shared/pool-c.js";
import type { PoolAttributes } from "../../shared/pool-geometry.js";
import { poolRange } from "../../shared/pool-reference.js";
import { clampExpression } from "../../shared/rescale-c.js";

export const averagePoolScalar = {
  isa: "scalar",
  memory: poolMemory,
  emit: emitAveragePool,
} as const satisfies KernelEmitter<PoolAttributes>;

function emitAveragePool(view: NodeView<PoolAttributes>, kernel: KernelWriter): void {
  const { dtype } = outputTensor(view);
  const type = cType(dtype);
  const range = poolRange(view);
  const full = integerRange(dtype);
  // A mean stays within the type by itself; only an activation needs the clamp.
  const needsClamp = range.min > full.min || range.max < full.max;
  kernel.include("tinygen_elementwise.h");
  emitPool(view, kernel, {
    name: "sum",
    start: "0",
    accumulate: (sum, element) => `${sum} += ${element};`,
    finish(sum, count) {
      const mean = count === "1" ? sum : `tinygen_divide_rounded(${sum}, ${count})`;
      return needsClamp ? clampExpression(kernel, mean, type, range) : `(${type})${mean}`;
    },
  });
}
