// SPDX-License-Identifier: Apache-2.0
/** Typed attributes back to the options of the file format: the inverse of resolving them. */
import { isDeepStrictEqual } from "node:util";
import { invariant } from "../diagnostics/tinygen-error.js";
import type { Model } from "../ir/graph.js";
import type { Node } from "../ir/node.js";
import { isRawAttributes, NO_OPTIONS, type RawAttributes } from "../tflite-schema/raw-attributes.js";
import { findOperator } from "./registry.js";

/**
 * The options with which a reader finds exactly this node's attributes; undefined when the format cannot say them.
 * Options that no rewrite changed are those of the file, unknown fields of a known table included.
 */
export function fileOptions(node: Node): RawAttributes | undefined {
  const raw = isRawAttributes(node.fileOptions) ? node.fileOptions : NO_OPTIONS;
  const definition = findOperator(node.op);
  if (definition === undefined) return isRawAttributes(node.attributes) ? node.attributes : undefined;
  const says = (options: RawAttributes): boolean =>
    isDeepStrictEqual(definition.readAttributes(options), node.attributes);
  if (says(raw)) return raw;
  const written = definition.writeAttributes?.(node.attributes, raw);
  return written !== undefined && says(written) ? written : undefined;
}

/**
 * The model as the writer takes it: every node with the options of the file format. All its nodes must be such that
 * the format can say them, which the passes for files see to.
 */
export function withFileOptions(model: Model): Model {
  const restore = (node: Node): Node => {
    const attributes = fileOptions(node);
    invariant(attributes !== undefined, `node ${node.id} ${node.op} has attributes that no .tflite file can hold`);
    return { ...node, attributes };
  };
  return { ...model, graphs: model.graphs.map((graph) => ({ ...graph, nodes: graph.nodes.map(restore) })) };
}
