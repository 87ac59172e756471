// SPDX-License-Identifier: Apache-2.0
/** Picks the kernel that implements a node on a target: the first of the operator's list that accepts it. */
import { invariant } from "../../diagnostics/tinygen-error.js";
import type { NodeView } from "../../ir/graph.js";
import { type KernelEmitter, type NodeMemory, NO_MEMORY } from "../../ops/definition.js";
import { findOperator } from "../../ops/registry.js";
import type { IsaLevel } from "../../targets/isa.js";

export function chooseKernel(view: NodeView, isa: readonly IsaLevel[]): KernelEmitter<unknown> {
  const candidates = findOperator(view.node.op)?.aot ?? [];
  const chosen = candidates.find(
    (kernel) => (kernel.isa === "scalar" || isa.includes(kernel.isa)) && (kernel.accepts?.(view) ?? true),
  );
  invariant(chosen !== undefined, `operator ${view.node.op} passed the support check without a kernel`);
  return chosen;
}

export function kernelMemory(view: NodeView, isa: readonly IsaLevel[]): NodeMemory {
  return chooseKernel(view, isa).memory?.(view) ?? NO_MEMORY;
}
