// SPDX-License-Identifier: Apache-2.0
/** Plans a model in the order of its file and in the orders with less live at once, and keeps what is really smaller. */
import type { Model } from "../ir/graph.js";
import { type Bytes, nodeId } from "../util/branded.js";
import { buildOrderProblem, type OrderOptions } from "./order-problem.js";
import { type OrderProblem, peakOf, searchOrder } from "./solvers/order-search.js";

/** Sets of executed nodes that a search may take up; what a chain needs is its length. */
const MAX_STEPS = 5000;

/**
 * `proven`: no order of the entry graph has less live at its worst moment than the file's. `applied`: another order is
 * used because the verified arena is smaller. `no-gain`: an order with a lower peak exists, but its arena is not
 * smaller. `unproven`: its arena is smaller, but the file's order has a proven minimum and the other one has not.
 * `budget`: the steps ended before an answer.
 */
export interface OrderReport {
  readonly status: "proven" | "applied" | "no-gain" | "unproven" | "budget";
  /** Bytes live at the worst moment of the entry graph in the file's order, overlap not counted. */
  readonly livePeak: Bytes;
  /** The same in the order with the lowest peak; undefined when the search did not end. */
  readonly minimalLivePeak: Bytes | undefined;
  /** Arena in the file's order. */
  readonly arenaBefore: Bytes;
  readonly arena: Bytes;
  /** Arena of the order that was left out as `unproven`. */
  readonly unprovenArena?: Bytes;
  readonly steps: number;
}

export interface OrderedPlan<P> {
  /** With its nodes in the order that was planned; their origins still say where they are in the file. */
  readonly model: Model;
  readonly plan: P;
  readonly order: OrderReport;
}

export interface OrderPlanner<P> {
  readonly plan: (model: Model) => P;
  readonly bytesOf: (plan: P) => Bytes;
  readonly isProven: (plan: P) => boolean;
  /** Whether a smaller arena may replace a proven one without a proof of its own. */
  readonly takesUnproven: boolean;
  /** False where no smaller arena than that of `best` is to be had; a cheaper question than a plan. */
  readonly isWorthPlanning: (model: Model, best: P) => boolean;
}

/** Pure dataflow may run in any order, with the same results; a plan is made for each order that promises less. */
export function planInBestOrder<P>(
  model: Model,
  options: OrderOptions,
  { plan, bytesOf, isProven: isProvenPlan, takesUnproven, isWorthPlanning }: OrderPlanner<P>,
): OrderedPlan<P> {
  const given = plan(model);
  let best = { model, plan: given };
  let steps = 0;
  let isProven = true;
  let unprovenArena: Bytes | undefined;
  let peaks = { livePeak: 0, minimalLivePeak: 0 };
  for (const savings of [false, true]) {
    const orders = model.graphs.map((_, subgraph) => {
      const problem = buildOrderProblem(model, subgraph, { ...options, savings });
      const fileOrder = [...problem.nodes.keys()];
      const found = searchOrder(problem, fileOrder, MAX_STEPS);
      steps += found.steps;
      if (subgraph === 0 && !savings) {
        isProven = found.status === "minimal";
        peaks = { livePeak: peakOf(problem, fileOrder), minimalLivePeak: found.peak };
      }
      return isWithin(problem, found.order) ? found.order : fileOrder;
    });
    if (orders.every((order) => order.every((v, position) => v === position))) continue;
    const candidate = reorder(model, orders);
    if (!isWorthPlanning(candidate, best.plan)) continue;
    const planned = plan(candidate);
    if (bytesOf(planned) >= bytesOf(best.plan)) continue;
    if (takesUnproven || isProvenPlan(planned) || !isProvenPlan(best.plan)) best = { model: candidate, plan: planned };
    else unprovenArena = bytesOf(planned);
  }
  const isApplied = best.model !== model;
  const gain = unprovenArena === undefined ? "no-gain" : "unproven";
  const rest = peaks.minimalLivePeak < peaks.livePeak || unprovenArena !== undefined ? gain : "proven";
  return {
    ...best,
    order: {
      status: isApplied ? "applied" : isProven ? rest : "budget",
      livePeak: peaks.livePeak,
      minimalLivePeak: isProven ? peaks.minimalLivePeak : undefined,
      arenaBefore: bytesOf(given),
      arena: bytesOf(best.plan),
      ...(isApplied || unprovenArena === undefined ? {} : { unprovenArena }),
      steps,
    },
  };
}

/** Each graph's nodes in the given order, renumbered. */
export function reorder(model: Model, orders: readonly (readonly number[])[]): Model {
  const graphs = model.graphs.map((graph, subgraph) => ({
    ...graph,
    nodes: (orders[subgraph] ?? []).flatMap((v, position) => {
      const node = graph.nodes[v];
      return node === undefined ? [] : [{ ...node, id: nodeId(position) }];
    }),
  }));
  return { ...model, graphs };
}

// The search is not trusted: an order that breaks a dependency is not used.
function isWithin({ nodes }: OrderProblem, order: readonly number[]): boolean {
  const at = new Map(order.map((v, position) => [v, position]));
  return (
    at.size === nodes.length && nodes.every(({ after }, v) => after.every((u) => (at.get(u) ?? 0) < (at.get(v) ?? 0)))
  );
}
