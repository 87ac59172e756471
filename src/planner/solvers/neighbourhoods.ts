// SPDX-License-Identifier: Apache-2.0
/**
 * Lowers a placement by large neighbourhood search (Shaw 1998): again and again buffers that are near each other in time
 * are placed anew while all the others stay. Where the bound is far below what can be reached, and so each search for a
 * whole placement must guess its goal, this comes down step by step.
 *
 * One move repairs the placement for a lower goal: what sticks out of it gets room in random windows, by small searches.
 * The other one, where that fails, places the buffers of random windows greedily in random orders and keeps what is not
 * higher: the placement drifts to where repairs can succeed.
 */
/* eslint-disable @typescript-eslint/no-non-null-assertion -- the flat arrays are read within their bounds */
import { placeAnew } from "./first-fit.js";
import { FREE, heightOf } from "./flat-problem.js";
import { type Neighbourhood, repair, type RepairInput } from "./repair.js";
import { SEED, xorshift32 } from "./restarts.js";
import { keepBest, type SolverState } from "./solver-state.js";

/** Sections of the windows of repairs, in turn, and of greedy placements, at random. */
const WINDOWS = [2, 4, 8, 12, 16, 24];
const GREEDY_WINDOWS = [2, 4, 8, 16, 32];
/** The share of those that moves, of the buffers that live on outside the window. */
const MOVING = 0.3;
const MOVING_GREEDILY = 0.5;
const STEPS_PER_TRY = 200;
/** Greedy placements after each repair that failed, and how many steps of a search one of them is worth. */
const DRIFTS = 200;
const DRIFT_STEPS = 2;
/** How far below the best height the first goal lies, as a share of the way to the bound, and how that changes. */
const FIRST_DROP = 1 / 8;
const MOST_DROP = 1 / 4;

/** Lowers the best placement of the state with at most so many steps; each call goes on where the last one stopped. */
export type NeighbourhoodSearch = (maxSteps: number) => void;

export function createNeighbourhoodSearch(
  state: SolverState,
  solveWithin: RepairInput["solveWithin"],
): NeighbourhoodSearch {
  const { conflicts, sections } = state;
  const { size, pin } = conflicts;
  const { from, to } = sections;
  const random = xorshift32(SEED);
  const below = (limit: number): number => Math.floor(random() * limit);
  let drop = FIRST_DROP;

  /** The free buffers that live within the sections only, and some of those that live beyond them. */
  const choose = (begin: number, end: number, moving: number): Uint8Array =>
    Uint8Array.from(pin, (offset, i) => {
      if (offset !== FREE || to[i]! <= begin || from[i]! >= end) return 0;
      return (from[i]! >= begin && to[i]! <= end) || random() < moving ? 1 : 0;
    });

  const neighbourhood: Neighbourhood = (patient, attempt) => {
    const window = WINDOWS[attempt];
    if (window === undefined) return undefined;
    const before = below(window + 1);
    const chosen = choose(from[patient]! - before, to[patient]! + window - before, MOVING);
    chosen[patient] = pin[patient] === FREE ? 1 : 0;
    return chosen;
  };

  /** Whether the placement became lower. */
  const lower = (maxSteps: number): boolean => {
    const { best, reach } = state;
    const goal = reach + Math.floor((best.height - 1 - reach) * (1 - drop));
    const repaired = repair({
      ...{ conflicts, solveWithin, neighbourhood, layout: best, goal, maxSteps },
      stepsPerTry: STEPS_PER_TRY,
    });
    state.steps += repaired.steps;
    keepBest(state, repaired.layout);
    return state.best.height < best.height;
  };

  const drift = (): void => {
    state.steps += DRIFT_STEPS;
    const window = GREEDY_WINDOWS[below(GREEDY_WINDOWS.length)]!;
    const begin = below(sections.count) - (window >> 1);
    const chosen = choose(begin, begin + window, MOVING_GREEDILY);
    const moved = Array.from(chosen.keys()).filter((i) => chosen[i] === 1);
    const rank = Float64Array.from(size, (bytes) => random() / Math.max(1, bytes));
    const offsets = state.best.offsets.slice();
    placeAnew(
      conflicts,
      offsets,
      moved.sort((a, b) => rank[a]! - rank[b]!),
    );
    const height = heightOf(conflicts, offsets);
    if (height <= state.best.height) state.best = { offsets, height };
  };

  return (maxSteps) => {
    const end = state.steps + maxSteps;
    const isOpen = (): boolean => state.reach < state.best.height && state.steps < end;
    while (isOpen()) {
      if (lower(end - state.steps)) {
        drop = Math.min(MOST_DROP, 2 * drop);
        continue;
      }
      drop *= 0.9;
      for (let drifts = 0; drifts < DRIFTS && isOpen(); drifts++) drift();
    }
  };
}
