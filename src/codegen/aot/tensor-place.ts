// SPDX-License-Identifier: Apache-2.0
/** Where a tensor lies in the generated program: arena, state or flash. */
import { invariant } from "../../diagnostics/tinygen-error.js";
import type { Tensor } from "../../ir/tensor.js";
import type { LoweredGraph, LoweredModel } from "./lower.js";

/** C expression for the address of a tensor outside node functions. */
export function placeOf(lowered: LoweredModel, graph: LoweredGraph, tensor: Tensor): string {
  if (tensor.storage.kind === "constant") {
    const symbol = lowered.outputConstants.get(tensor);
    invariant(symbol !== undefined, `constant output ${tensor.id} has no symbol`);
    return `(void *)(uintptr_t)${symbol}`;
  }
  if (tensor.storage.kind === "variable") {
    const entry = lowered.state.entries.find(({ owner }) => owner.kind === "tensor" && owner.tensor === tensor);
    return `state + ${entry?.offset ?? 0}`;
  }
  return graph.placeOf(tensor.id, "arena_base") ?? "arena_base";
}
