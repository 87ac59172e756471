// SPDX-License-Identifier: Apache-2.0
/** Finds the layers and outputs that depend on memory which TFLM's kernels leave unwritten, so that nobody compares them. */
import { type SupportedModel, viewOf } from "../ir/graph.js";
import { findOperator } from "../ops/registry.js";
import { fnv1a32 } from "../util/hash.js";
import { runReference } from "./run-reference.js";
import type { Invocation } from "./vectors.js";

/** Two fills that have no bit in common. */
const FILLS = [0x00, 0xff] as const;

export interface Comparable {
  readonly invocations: readonly Invocation[];
  /** Golden layer outputs that were left out. */
  readonly omitted: number;
}

/**
 * Runs the reference twice with different bytes in place of unwritten memory; whatever comes out different is
 * unspecified. Models without such operators are returned as they are.
 */
export function withoutUnspecified(model: SupportedModel, invocations: readonly Invocation[]): Comparable {
  if (!leavesUnwritten(model)) return { invocations, omitted: 0 };
  const [first = [], second = []] = FILLS.map((unwrittenByte) => runReference(model, invocations, { unwrittenByte }));
  let omitted = 0;
  const comparable = invocations.map((invocation, i): Invocation => {
    const unspecified = new Set(
      (first[i]?.layers ?? []).flatMap((layer, n) => {
        return layer.fnv1a32 === second[i]?.layers[n]?.fnv1a32 ? [] : [keyOf(layer.subgraph, layer.op, layer.tensor)];
      }),
    );
    const layers = invocation.layers.map((layer) => {
      const outputs = layer.outputs.filter(({ tensor }) => !unspecified.has(keyOf(layer.subgraph, layer.op, tensor)));
      omitted += layer.outputs.length - outputs.length;
      return { ...layer, outputs };
    });
    const outputs = invocation.outputs.map((bytes, t) => {
      const [a, b] = [first[i]?.outputs[t], second[i]?.outputs[t]];
      return a !== undefined && b !== undefined && fnv1a32(a) === fnv1a32(b) ? bytes : undefined;
    });
    return { ...invocation, layers, outputs };
  });
  return { invocations: comparable, omitted };
}

function leavesUnwritten(model: SupportedModel): boolean {
  return model.graphs.some((graph) =>
    graph.nodes.some((node) => findOperator(node.op)?.leavesUnwritten?.(viewOf(graph, node)) ?? false),
  );
}

function keyOf(subgraph: number, op: number, tensor: number): string {
  return `${subgraph}/${op}/${tensor}`;
}
