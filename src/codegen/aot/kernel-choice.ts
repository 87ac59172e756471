// SPDX-License-Identifier: Apache-2.0
/** Picks the kernel that implements a node on a target: the first of the operator's list that accepts it. */
import { invariant } from "../../diagnostics/tinygen-error.js";
import type { NodeView } from "../../ir/graph.js";
import type { KernelContext, KernelEmitter } from "../../ops/definition.js";
import { type NodeMemory, NO_MEMORY } from "../../ops/node-memory.js";
import { findOperator } from "../../ops/registry.js";

export function chooseKernel(view: NodeView, context: KernelContext): KernelEmitter<unknown> {
  const candidates = findOperator(view.node.op)?.aot ?? [];
  const chosen = candidates.find(
    (kernel) =>
      (kernel.isa === "scalar" || context.isa.includes(kernel.isa)) && (kernel.accepts?.(view, context) ?? true),
  );
  invariant(chosen !== undefined, `operator ${view.node.op} passed the support check without a kernel`);
  return chosen;
}

export function kernelMemory(view: NodeView, context: KernelContext): NodeMemory {
  return chooseKernel(view, context).memory?.(view, context) ?? NO_MEMORY;
}
