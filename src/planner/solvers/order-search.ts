// SPDX-License-Identifier: Apache-2.0
/**
 * Searches the execution order with the smallest peak of live bytes.
 *
 * Input: which nodes must run before which, and which nodes touch each buffer. Output: an order and the proof that none
 * has a lower peak, or a used-up budget. States are the sets of executed nodes, taken up by rising peak, so the first
 * complete one is minimal; a set is taken up once (dynamic programming over the down-sets of the graph, as in Ahn et al.,
 * MLSys 2020). A node that fits below the peak so far and frees at least what it allocates is run at once: any order can
 * be changed that way without a higher peak. Exponential in the width of the graph, linear for a chain.
 */
/* eslint-disable @typescript-eslint/no-non-null-assertion -- the flat arrays are read within their bounds */
import type { Bytes } from "../../util/branded.js";

export interface OrderNode {
  /** Indices of the nodes that must run earlier. */
  readonly after: readonly number[];
  /** Bytes in use during this node alone. */
  readonly scratch: Bytes;
  /** What the node saves when this buffer is touched for the last time: its output may then lie on it. The best counts. */
  readonly savings: readonly { readonly buffer: number; readonly bytes: Bytes }[];
}

export interface OrderBuffer {
  readonly size: Bytes;
  /** Nodes that write or read it, without repetition. It lives from the first to the last of them. */
  readonly nodes: readonly number[];
  /** An input of the graph lives from the start, an output to the end. */
  readonly fromStart: boolean;
  readonly toEnd: boolean;
}

export interface OrderProblem {
  readonly nodes: readonly OrderNode[];
  readonly buffers: readonly OrderBuffer[];
}

/** `minimal`: no order has a lower peak. `budget`: the steps ended first, and the order is the given one. */
export interface OrderResult {
  readonly status: "minimal" | "budget";
  readonly order: readonly number[];
  readonly peak: Bytes;
  readonly steps: number;
}

interface State {
  readonly executed: Uint8Array;
  readonly count: number;
  readonly peak: Bytes;
  readonly node: number;
  readonly parent: State | undefined;
}

/** The best order, or `given` when no other has a lower peak. */
export function searchOrder(problem: OrderProblem, given: readonly number[], maxSteps: number): OrderResult {
  const peak = peakOf(problem, given);
  const touched = touchedBuffers(problem);
  const unavoidable = problem.nodes.map(({ scratch, savings }, v) => {
    const saved = savings.reduce((most, { bytes }) => Math.max(most, bytes), 0);
    return touched[v]!.reduce((sum, b) => sum + problem.buffers[b]!.size, scratch) - saved;
  });
  if (unavoidable.some((bytes) => bytes >= peak)) return { status: "minimal", order: given, peak, steps: 0 };

  const rank = new Int32Array(given.length);
  given.forEach((v, position) => (rank[v] = position));
  const first = { executed: new Uint8Array(given.length), count: 0, peak: 0, node: -1, parent: undefined };
  const open = createQueue(first);
  const taken = new Set<string>();
  let steps = 0;
  for (let state = open.take(); state !== undefined; state = open.take()) {
    const key = String.fromCharCode(...state.executed);
    if (taken.has(key)) continue;
    taken.add(key);
    if (state.count === given.length) {
      return { status: "minimal", order: orderOf(state), peak: state.peak, steps };
    }
    if (++steps > maxSteps) return { status: "budget", order: given, peak, steps };
    for (const next of successors(problem, touched, state, rank)) if (next.peak < peak) open.add(next);
  }
  return { status: "minimal", order: given, peak, steps };
}

/** Live bytes at the worst moment of an order. */
export function peakOf(problem: OrderProblem, order: readonly number[]): Bytes {
  const touched = touchedBuffers(problem);
  const executed = new Uint8Array(order.length);
  let peak = 0;
  for (const v of order) {
    peak = Math.max(peak, costOf(problem, touched, executed, v).bytes);
    executed[v] = 1;
  }
  return peak;
}

function successors(
  problem: OrderProblem,
  touched: readonly (readonly number[])[],
  state: State,
  rank: Int32Array,
): State[] {
  const ready = problem.nodes
    .map((_, v) => v)
    .filter((v) => state.executed[v] === 0 && problem.nodes[v]!.after.every((u) => state.executed[u] === 1))
    .sort((a, b) => rank[a]! - rank[b]!);
  const found: State[] = [];
  for (const v of ready) {
    const { bytes, growth } = costOf(problem, touched, state.executed, v);
    const executed = state.executed.slice();
    executed[v] = 1;
    const next = { executed, count: state.count + 1, peak: Math.max(state.peak, bytes), node: v, parent: state };
    if (bytes <= state.peak && growth <= 0) return [next];
    found.push(next);
  }
  return found;
}

/** Live bytes while node v runs after the executed ones, and how many more are live after it than before. */
function costOf(
  { nodes, buffers }: OrderProblem,
  touched: readonly (readonly number[])[],
  executed: Uint8Array,
  v: number,
): { readonly bytes: Bytes; readonly growth: Bytes } {
  const { scratch, savings } = nodes[v]!;
  let bytes = scratch;
  for (const { size, nodes: users, fromStart, toEnd } of buffers) {
    const begun = fromStart || users.some((u) => executed[u] === 1);
    const ended = !toEnd && users.every((u) => executed[u] === 1);
    if (begun && !ended) bytes += size;
  }
  let growth = 0;
  let saved = 0;
  for (const b of touched[v]!) {
    const { size, nodes: users, fromStart, toEnd } = buffers[b]!;
    const begun = fromStart || users.some((u) => executed[u] === 1);
    const ends = !toEnd && users.every((u) => u === v || executed[u] === 1);
    if (!begun) bytes += size;
    growth += (ends ? 0 : size) - (begun ? size : 0);
    if (ends) for (const saving of savings) if (saving.buffer === b) saved = Math.max(saved, saving.bytes);
  }
  return { bytes: bytes - saved, growth };
}

function touchedBuffers({ nodes, buffers }: OrderProblem): number[][] {
  const touched: number[][] = nodes.map(() => []);
  buffers.forEach((buffer, b) => {
    for (const v of buffer.nodes) touched[v]!.push(b);
  });
  return touched;
}

function orderOf(state: State): number[] {
  const order: number[] = [];
  for (let at: State | undefined = state; at !== undefined && at.node >= 0; at = at.parent) order.push(at.node);
  return order.reverse();
}

/** A binary heap: the lowest peak first, of equal ones the state with most nodes, then the oldest. */
function createQueue(initial: State) {
  const heap: { readonly state: State; readonly age: number }[] = [{ state: initial, age: 0 }];
  let age = 1;
  const precedes = (a: number, b: number): boolean => {
    const [x, y] = [heap[a]!, heap[b]!];
    return (x.state.peak - y.state.peak || y.state.count - x.state.count || x.age - y.age) < 0;
  };
  const swap = (a: number, b: number): void => void ([heap[a], heap[b]] = [heap[b]!, heap[a]!]);
  return {
    add(state: State): void {
      let at = heap.push({ state, age: age++ }) - 1;
      for (let up = (at - 1) >> 1; at > 0 && precedes(at, up); up = (at - 1) >> 1) {
        swap(at, up);
        at = up;
      }
    },
    take(): State | undefined {
      const top = heap[0];
      const last = heap.pop();
      if (last === undefined || heap.length === 0) return top?.state;
      heap[0] = last;
      for (let at = 0; ;) {
        const [left, right] = [2 * at + 1, 2 * at + 2];
        let least = at;
        if (left < heap.length && precedes(left, least)) least = left;
        if (right < heap.length && precedes(right, least)) least = right;
        if (least === at) return top?.state;
        swap(at, least);
        at = least;
      }
    },
  };
}
