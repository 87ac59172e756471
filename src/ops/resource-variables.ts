// SPDX-License-Identifier: Apache-2.0
/** Which resource variables a model has, how large they are and what they hold before the first write. */
import { type Model, viewOf } from "../ir/graph.js";
import type { Bytes, NodeId } from "../util/branded.js";
import type { OpDefinition, ResourceUse } from "./definition.js";

export interface ResourceVariable {
  readonly size: Bytes;
  /** Value of every byte after a reset. */
  readonly resetByte: number;
}

/**
 * Variables by key, in the order of their first writer. As in TFLM (MicroResourceVariables::Allocate) the first writer
 * in the order of preparation, which is that of the file, decides size and reset value.
 */
export function resourceVariables(
  model: Model,
  lookup: (op: string) => OpDefinition | undefined,
): ReadonlyMap<string, ResourceVariable> {
  const variables = new Map<string, ResourceVariable>();
  for (const { key, size, resetByte } of resourceUses(model, lookup)) {
    if (resetByte !== undefined && !variables.has(key)) variables.set(key, { size, resetByte: resetByte & 0xff });
  }
  return variables;
}

/** Every use of a resource variable in the order of the file. */
export function resourceUses(
  model: Model,
  lookup: (op: string) => OpDefinition | undefined,
): readonly (ResourceUse & { readonly subgraph: number; readonly node: NodeId })[] {
  return model.graphs.flatMap((graph, subgraph) =>
    graph.nodes.flatMap((node) =>
      (lookup(node.op)?.resources?.(viewOf(graph, node)) ?? []).map((use) => ({ ...use, subgraph, node: node.id })),
    ),
  );
}
