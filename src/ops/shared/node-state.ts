// SPDX-License-Identifier: Apache-2.0
/** Values that a reference kernel keeps for one node between invocations. */
import type { NodeView } from "../../ir/graph.js";
import type { EvaluationContext } from "../definition.js";

/** Key of a node in EvaluationContext.state: its place in the file. */
export function stateKey({ node: { op, origin } }: NodeView): string {
  return `${op} ${origin.subgraph}/${origin.index}`;
}

/** The node's state, made by `initial` in the first invocation; the caller changes it in place. */
export function nodeState<T>(view: NodeView, { state }: EvaluationContext, initial: () => T): T {
  const key = stateKey(view);
  const present = state.get(key) as T | undefined;
  if (present !== undefined) return present;
  const made = initial();
  state.set(key, made);
  return made;
}
