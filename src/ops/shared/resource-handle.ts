// SPDX-License-Identifier: Apache-2.0
/** The resource variable behind a handle input, for operators that read or write one. */
import { invariant } from "../../diagnostics/tinygen-error.js";
import type { NodeView } from "../../ir/graph.js";
import type { Constraint, EvaluationContext } from "../definition.js";

/** Input 0 is the output of a VAR_HANDLE in the same subgraph. */
export const handleIsKnown: Constraint<unknown> = {
  id: "handle",
  says: "input 0 must be the handle that a VAR_HANDLE of the same subgraph makes",
  violation: ({ inputs: [handle] }) => (handle?.storage.kind === "resource" ? undefined : "it comes from elsewhere"),
};

/** Key of the variable; undefined before the handle is resolved. */
export function handleKey(view: NodeView): string | undefined {
  const storage = view.inputs[0]?.storage;
  return storage?.kind === "resource" ? storage.key : undefined;
}

/** The variable's bytes. */
export function resourceBytes(view: NodeView, { resources }: EvaluationContext): Uint8Array {
  const bytes = resources.get(handleKey(view) ?? "");
  invariant(bytes !== undefined, `${view.node.op} has a variable behind its handle`);
  return bytes;
}
