// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of L2_POOL_2D; the root is computed without the maths library. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import { cFloat } from "../../../codegen/c/literals.js";
import type { NodeView } from "../../../ir/graph.js";
import type { KernelEmitter } from "../../definition.js";
import { floatRange } from "../../shared/float-range.js";
import { emitPool, poolMemory } from "../../shared/pool-c.js";
import type { PoolAttributes } from "../../shared/pool-geometry.js";

export const l2PoolScalar = {
  isa: "scalar",
  memory: poolMemory,
  emit: emitL2Pool,
} as const satisfies KernelEmitter<PoolAttributes>;

function emitL2Pool(view: NodeView<PoolAttributes>, kernel: KernelWriter): void {
  const { min, max } = floatRange(view.node.attributes.activation);
  kernel.include("tinygen_float.h");
  const name = kernel.shared("root_of_mean", (symbol) =>
    [
      "/* The root of sum / count, limited to low ... high. */",
      `static float ${symbol}(float sum, int32_t count, float low, float high)`,
      "{",
      "    const float root = tinygen_sqrt(sum / (float)count);",
      "    return root < low ? low : (root > high ? high : root);",
      "}",
      "",
    ].join("\n"),
  );
  emitPool(view, kernel, {
    name: "squares",
    type: "float",
    start: "0.0f",
    accumulate: (squares, element) => `${squares} += ${element} * ${element};`,
    finish: (squares, count) => `${name}(${squares}, ${count}, ${cFloat(min)}, ${cFloat(max)})`,
  });
}
