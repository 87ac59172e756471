// SPDX-License-Identifier: Apache-2.0
/** Divides the buffers of one placement problem over several memories, so that the slow ones are used the least. */
import type { BufferId, Bytes } from "../util/branded.js";
import { bufferId } from "../util/branded.js";
import type { Placement, PlacementProblem } from "./problem.js";
import { solveExact } from "./solvers/exact.js";
import { solveWithin } from "./solvers/within.js";
import { flatten } from "./solvers/flat-problem.js";
import { buildSections } from "./solvers/build-sections.js";
import { membersOf } from "./solvers/sections.js";

/** A memory that takes buffers; what it holds is a placement problem of its own. */
export interface Memory {
  readonly capacity: Bytes;
  /** What a byte that is moved costs here, compared with the other memories; rising in the order of the list. */
  readonly cost: number;
}

/** What one memory holds. */
export interface MemoryShare {
  /** Ids in the whole problem, rising. */
  readonly buffers: readonly BufferId[];
  /** The same buffers numbered from 0, with the gaps among them. */
  readonly problem: PlacementProblem;
  /** Offsets within the memory, by position in `buffers`. */
  readonly placement: Placement;
}

export interface Split {
  /** One per memory, in the order of the memories. */
  readonly shares: readonly MemoryShare[];
  /** Σ traffic(buffer) · (cost of its memory − cost of the first one). */
  readonly cost: number;
  /** `optimal`: no division into these memories costs less. `bounded`: the search ended before it was exhausted. */
  readonly status: "optimal" | "bounded";
}

export interface SplitInput {
  readonly problem: PlacementProblem;
  /** Bytes that the program moves to and from each buffer, by id. */
  readonly traffic: readonly number[];
  /** The fastest first. */
  readonly memories: readonly Memory[];
}

/** Search nodes and solver steps, not time: every machine finds the same division. */
const MAX_NODES = 1500;
const MAX_STEPS_PER_QUESTION = 20_000;

interface Run extends SplitInput {
  nodes: number;
  exhausted: boolean;
}

interface Solution {
  /** Ids per memory, from the asked-for level on. */
  readonly levels: readonly (readonly number[])[];
  readonly cost: number;
}

/**
 * Undefined when no division was found. A memory that is too small loses a buffer of some moment at which it overflows:
 * the search branches over the members of that moment (a hitting set), the most relief for the least traffic first, and
 * leaves branches that cost more than the best division. It is exact when it ends within its budget.
 */
export function splitOverMemories(input: SplitInput): Split | undefined {
  if (!couldHold(input)) return undefined;
  const run: Run = { ...input, nodes: 0, exhausted: true };
  const all = input.problem.buffers.map((_, i) => i);
  const best = divide(run, all, 0);
  if (best === undefined) return undefined;
  const shares = best.levels.map((ids, level) => share(input, ids, input.memories[level]?.capacity ?? 0));
  return { shares, cost: best.cost, status: run.exhausted ? "optimal" : "bounded" };
}

// Every buffer needs a memory that is large enough. At any moment the parts together hold all that is live: the members of
// a section in one memory end at or above the sum of their weights less the slack.
function couldHold({ problem, memories }: SplitInput): boolean {
  const capacities = memories.map(({ capacity }) => capacity);
  const largest = Math.max(0, ...capacities);
  if (problem.buffers.some(({ size }) => size > largest)) return false;
  const all = capacities.reduce((sum, capacity) => sum + capacity, 0);
  const { load, slack } = buildSections(flatten(problem));
  return load.every((bytes, s) => bytes - (memories.length - 1) * (slack[s] ?? 0) <= all);
}

function divide(run: Run, ids: readonly number[], level: number): Solution | undefined {
  const memory = run.memories[level];
  if (memory === undefined) return undefined;
  const next = run.memories[level + 1];
  if (next === undefined) return question(run, ids, memory.capacity) ? { levels: [ids], cost: 0 } : undefined;
  const price = (i: number): number => (run.traffic[i] ?? 0) * (next.cost - memory.cost);
  let best: Solution | undefined;

  const visit = (kept: readonly number[], forced: ReadonlySet<number>, cost: number): void => {
    if (best !== undefined && cost >= best.cost) return;
    if (run.nodes >= MAX_NODES) {
      run.exhausted = false;
      return;
    }
    run.nodes++;
    const over = overflow(run, kept, memory.capacity);
    if (over === undefined) {
      const evicted = ids.filter((i) => !kept.includes(i));
      const rest = divide(run, evicted, level + 1);
      if (rest === undefined) return;
      const total = cost + rest.cost;
      if (best === undefined || total < best.cost) best = { levels: [kept, ...rest.levels], cost: total };
      return;
    }
    const candidates = over.members
      .filter((i) => !forced.has(i))
      .map((i) => ({ i, relief: (over.relief.get(i) ?? 0) / Math.max(price(i), 1) }))
      .sort((a, b) => b.relief - a.relief || a.i - b.i);
    const held = new Set(forced);
    for (const { i } of candidates) {
      visit(
        kept.filter((other) => other !== i),
        new Set(held),
        cost + price(i),
      );
      held.add(i);
    }
  };
  visit(ids, new Set(), 0);
  return best;
}

interface Overflow {
  /** Buffers of which at least one must leave. */
  readonly members: readonly number[];
  /** Bytes of too full moments that the eviction of a buffer would win. */
  readonly relief: ReadonlyMap<number, number>;
}

function overflow(run: Run, ids: readonly number[], capacity: Bytes): Overflow | undefined {
  const part = subproblem(run.problem, ids);
  const relief = new Map<number, number>();
  let worst: { readonly members: readonly number[]; readonly by: Bytes } | undefined;
  const sections = buildSections(flatten(part));
  for (const [s, load] of sections.load.entries()) {
    const by = load - capacity;
    if (by <= 0) continue;
    const own = membersOf(sections, s).map((member) => ids[member] ?? 0);
    own.forEach((i) => relief.set(i, (relief.get(i) ?? 0) + Math.min(by, run.problem.buffers[i]?.size ?? 0)));
    if (worst === undefined || by > worst.by) worst = { members: own, by };
  }
  if (worst !== undefined) return { members: worst.members, relief };
  if (question(run, ids, capacity)) return undefined;
  // No single moment overflows, only the shapes do not go together: any buffer may be the one to leave.
  return { members: ids, relief: new Map(ids.map((i) => [i, run.problem.buffers[i]?.size ?? 0])) };
}

function question(run: Run, ids: readonly number[], capacity: Bytes): boolean {
  const { status } = solveWithin(subproblem(run.problem, ids), capacity, { maxSteps: MAX_STEPS_PER_QUESTION });
  if (status === "unknown") run.exhausted = false;
  return status === "fits";
}

function share({ problem }: SplitInput, ids: readonly number[], capacity: Bytes): MemoryShare {
  const part = subproblem(problem, ids);
  const lowest = solveExact(part);
  // The search within the capacity may know a placement that the search for the lowest one does not find.
  const result =
    lowest.status !== "infeasible" && lowest.placement.height <= capacity
      ? lowest
      : solveWithin(part, capacity, { maxSteps: MAX_STEPS_PER_QUESTION });
  if (!("placement" in result)) throw new Error("a share that was found to fit has a placement");
  return { buffers: ids.map((i) => bufferId(i)), problem: part, placement: result.placement };
}

function subproblem(problem: PlacementProblem, ids: readonly number[]): PlacementProblem {
  const position = new Map(ids.map((id, at) => [id, at]));
  const buffers = ids.flatMap((id, at) => {
    const buffer = problem.buffers[id];
    return buffer === undefined ? [] : [{ ...buffer, id: bufferId(at) }];
  });
  const gaps = (problem.gaps ?? []).flatMap(({ lower, upper, gap }) => {
    const [below, above] = [position.get(lower), position.get(upper)];
    return below === undefined || above === undefined ? [] : [{ lower: bufferId(below), upper: bufferId(above), gap }];
  });
  return { buffers, capacity: problem.capacity, ...(gaps.length > 0 ? { gaps } : {}) };
}
