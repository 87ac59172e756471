// SPDX-License-Identifier: Apache-2.0
/** Compares what ran with the golden vectors and finds the first node that diverges. */
import { fnv1a32 } from "../util/hash.js";
import type { GoldenLayer, Invocation } from "./vectors.js";

export interface ObservedLayer {
  readonly subgraph: number;
  readonly op: number;
  readonly tensor: number;
  readonly fnv1a32: string;
}

export interface ObservedInvocation {
  readonly outputs: readonly Uint8Array[];
  /** In the order of execution. A node that a pass removed has none. */
  readonly layers: readonly ObservedLayer[];
}

export interface Divergence {
  readonly k: number;
  /** Null when only the outputs are known to differ. */
  readonly node: number | null;
  readonly op: string | null;
  readonly tensor: number | null;
  /** Byte position and values; null when only hashes are known. */
  readonly index: number | null;
  readonly expected: number | null;
  readonly actual: number | null;
}

export interface Verdict {
  readonly invocations: readonly {
    readonly k: number;
    readonly outputs: readonly { readonly t: number; readonly fnv1a32: string | null; readonly matches: boolean }[];
  }[];
  readonly layersCompared: number;
  readonly firstDivergence: Divergence | null;
}

export function judge(expected: readonly Invocation[], observed: readonly ObservedInvocation[]): Verdict {
  let firstDivergence: Divergence | null = null;
  let layersCompared = 0;
  const invocations = expected.map((invocation, i) => {
    const seen = observed[i] ?? { outputs: [], layers: [] };
    const layers = compareLayers(invocation, seen);
    layersCompared += layers.compared;
    firstDivergence ??= layers.divergence;
    const outputs = invocation.outputs.map((bytes, t) => {
      const actual = seen.outputs[t];
      const difference = bytes === undefined ? undefined : firstDifference(bytes, actual);
      if (difference !== undefined) {
        firstDivergence ??= { k: invocation.k, node: null, op: null, tensor: t, ...difference };
      }
      // Nothing to compare with is not a match that was shown; a missing output is a difference.
      return {
        t,
        fnv1a32: actual === undefined ? null : fnv1a32(actual),
        matches: actual !== undefined && difference === undefined,
      };
    });
    return { k: invocation.k, outputs };
  });
  return { invocations, layersCompared, firstDivergence };
}

function compareLayers(
  { k, layers }: Invocation,
  seen: ObservedInvocation,
): { readonly compared: number; readonly divergence: Divergence | null } {
  // A node may run several times (a loop body): the n-th golden entry meets the n-th observation.
  const observed = new Map<string, string[]>();
  for (const { subgraph, op, tensor, fnv1a32 } of seen.layers) {
    const key = `${subgraph}/${op}/${tensor}`;
    observed.set(key, [...(observed.get(key) ?? []), fnv1a32]);
  }
  let compared = 0;
  let divergence: Divergence | null = null;
  for (const layer of layers) {
    for (const { tensor, fnv1a32 } of layer.outputs) {
      const actual = observed.get(`${layer.subgraph}/${layer.op}/${tensor}`)?.shift();
      if (actual === undefined) continue;
      compared++;
      if (actual !== fnv1a32) divergence ??= layerDivergence(k, layer, tensor);
    }
  }
  return { compared, divergence };
}

function layerDivergence(k: number, layer: GoldenLayer, tensor: number): Divergence {
  return { k, node: layer.op, op: layer.name, tensor, index: null, expected: null, actual: null };
}

function firstDifference(
  expected: Uint8Array,
  actual: Uint8Array | undefined,
): Pick<Divergence, "index" | "expected" | "actual"> | undefined {
  if (actual === undefined || actual.length !== expected.length) return { index: null, expected: null, actual: null };
  for (let i = 0; i < expected.length; i++) {
    if (expected[i] !== actual[i]) return { index: i, expected: expected[i] ?? null, actual: actual[i] ?? null };
  }
  return undefined;
}
