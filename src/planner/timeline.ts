// SPDX-License-Identifier: Apache-2.0
/** When each node of each subgraph runs: control-flow nodes last as long as the graphs that they call. */
import { invariant } from "../diagnostics/tinygen-error.js";
import { type Graph, type Model, viewOf } from "../ir/graph.js";
import type { OpDefinition } from "../ops/definition.js";
import type { LiveRange } from "./problem.js";

/** Subgraph nesting in real models is 2; a cycle would never end. */
const MAX_CALL_DEPTH = 16;

export interface GraphTimeline {
  /** From the first to the last moment of any call of this graph. */
  readonly span: LiveRange;
  /** From the first to the last moment at which a call begins, which is when its inputs are written. */
  readonly entered: LiveRange;
  /** One range per node; a graph that is called from several places gets the hull of its calls. */
  readonly nodes: readonly LiveRange[];
}

/** Timelines by subgraph index; graphs that nothing calls have none. Time starts at 0 with the entry graph. */
export function buildTimeline(
  model: Model,
  lookup: (op: string) => OpDefinition | undefined,
): ReadonlyMap<number, GraphTimeline> {
  const timelines = new Map<number, GraphTimeline>();

  function run(index: number, start: number, depth: number): number {
    const graph: Graph | undefined = model.graphs[index];
    invariant(graph !== undefined && depth < MAX_CALL_DEPTH, `subgraph ${index} cannot be scheduled`);
    let now = start;
    const nodes = graph.nodes.map((node) => {
      const begin = now;
      now++;
      for (const callee of lookup(node.op)?.callees?.(viewOf(graph, node)) ?? []) {
        now = run(callee.graph, now, depth + 1);
      }
      return { start: begin, end: now };
    });
    const span = { start, end: Math.max(now, start + 1) };
    const entered = { start, end: start + 1 };
    timelines.set(index, mergeTimelines(timelines.get(index), { span, entered, nodes }));
    return span.end;
  }

  run(0, 0, 0);
  return timelines;
}

function mergeTimelines(earlier: GraphTimeline | undefined, later: GraphTimeline): GraphTimeline {
  if (earlier === undefined) return later;
  return {
    span: hull(earlier.span, later.span),
    entered: hull(earlier.entered, later.entered),
    nodes: later.nodes.map((range, i) => hull(earlier.nodes[i] ?? range, range)),
  };
}

export function hull(a: LiveRange, b: LiveRange): LiveRange {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}
