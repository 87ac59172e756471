// SPDX-License-Identifier: Apache-2.0
/** What TFLM's kernel of a node takes from the arena, and how a board's TFLM is built. */
import { invariant } from "../../diagnostics/tinygen-error.js";
import type { NodeView } from "../../ir/graph.js";
import { findOperator } from "../../ops/registry.js";
import { ARM_EABI, ILP32 } from "../../ops/struct-layout.js";
import type { TflmNodeMemory, TflmTarget } from "../../ops/tflm-memory.js";
import type { Target } from "../../targets/board.js";

export function tflmTarget({ arch, cpu, kernels, isa }: Target): TflmTarget {
  return { kernels, isa, cpu, abi: arch === "arm" ? ARM_EABI : ILP32 };
}

export function tflmMemory(view: NodeView, target: TflmTarget): TflmNodeMemory {
  const operator = findOperator(view.node.op);
  invariant(operator !== undefined, `operator ${view.node.op} passed the support check without a definition`);
  return operator.tflm.memory(view, target);
}

/** False for an operator whose kernel in the target's library may use the arena in another way than `tflmMemory` says. */
export function isDescribed(op: string, { kernels }: TflmTarget): boolean {
  return !(findOperator(op)?.tflm.unknownFor?.includes(kernels) ?? false);
}
