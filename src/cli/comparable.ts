// SPDX-License-Identifier: Apache-2.0
/**
 * Leaves out what cannot be compared: layers and outputs that depend on memory which TFLM's kernels leave unwritten, and
 * layers from which a rewrite has removed channels.
 */
import { type SupportedModel, viewOf } from "../ir/graph.js";
import { fileIndex } from "../ir/tensor.js";
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

/** All that firmware and golden vectors both have. */
export function comparable(model: SupportedModel, invocations: readonly Invocation[]): Comparable {
  const specified = withoutUnspecified(model, invocations);
  const whole = withoutNarrowed(model, specified.invocations);
  return { invocations: whole.invocations, omitted: specified.omitted + whole.omitted };
}

/** Leaves out layers from which a rewrite has removed channels: their remaining bytes hash to something else. */
export function withoutNarrowed(model: SupportedModel, invocations: readonly Invocation[]): Comparable {
  const narrowed = new Set(
    model.graphs.flatMap(({ tensors }, subgraph) =>
      tensors
        .filter(({ narrowedFrom }) => narrowedFrom !== undefined)
        .map((tensor) => `${subgraph}/${fileIndex(tensor)}`),
    ),
  );
  let omitted = 0;
  const whole = invocations.map((invocation): Invocation => {
    const layers = invocation.layers.map((layer) => {
      const outputs = layer.outputs.filter(({ tensor }) => !narrowed.has(`${layer.subgraph}/${tensor}`));
      omitted += layer.outputs.length - outputs.length;
      return { ...layer, outputs };
    });
    return { ...invocation, layers };
  });
  return { invocations: whole, omitted };
}

/**
 * Runs the reference twice with different bytes in place of unwritten memory; whatever comes out different is
 * unspecified. Models without such operators are returned as they are.
 */
function withoutUnspecified(model: SupportedModel, invocations: readonly Invocation[]): Comparable {
  if (!leavesUnwritten(model)) return { invocations, omitted: 0 };
  const [first = [], second = []] = FILLS.map((unwrittenByte) => runReference(model, invocations, { unwrittenByte }));
  let omitted = 0;
  const specified = invocations.map((invocation, i): Invocation => {
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
  return { invocations: specified, omitted };
}

function leavesUnwritten(model: SupportedModel): boolean {
  return model.graphs.some((graph) =>
    graph.nodes.some((node) => findOperator(node.op)?.leavesUnwritten?.(viewOf(graph, node)) ?? false),
  );
}

function keyOf(subgraph: number, op: number, tensor: number): string {
  return `${subgraph}/${op}/${tensor}`;
}
