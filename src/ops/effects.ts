// SPDX-License-Identifier: Apache-2.0
/** Which nodes do more than compute their outputs: those may neither be removed nor change places. */
import { type Graph, type NodeView, viewOf } from "../ir/graph.js";
import type { Node } from "../ir/node.js";
import type { OpDefinition } from "./definition.js";

/** True for nodes that do more than compute their outputs: they keep state, write variables or run other graphs. */
export function hasEffects(graph: Graph, node: Node, definition: OpDefinition | undefined): boolean {
  if (definition === undefined) return true;
  const view: NodeView = viewOf(graph, node);
  return (
    definition.callees !== undefined ||
    definition.resources !== undefined ||
    definition.aot.some((kernel) => kernel.state !== undefined) ||
    view.inputs.some((tensor) => tensor?.storage.kind === "variable" || tensor?.storage.kind === "resource")
  );
}
