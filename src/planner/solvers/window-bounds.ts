// SPDX-License-Identifier: Apache-2.0
/**
 * Raises the bound of a problem by parts of it. Where the sections enforce less than is needed, mostly a few neighbouring
 * ones are to blame: their buffers, a dozen, are searched exhaustively in some hundred steps, while a search of the whole
 * proves the same again for each way to place all others.
 */
/* eslint-disable @typescript-eslint/no-non-null-assertion -- the flat arrays are read within their bounds */
import type { Conflicts } from "./conflicts.js";
import { restartsOf, searchWithin } from "./part-search.js";
import type { Sections } from "./sections.js";
import { raiseBound, type SolverState } from "./solver-state.js";
import { subproblem } from "./subproblem.js";

/** Sections of a window, in turn; each window begins in the middle of the one before. */
const WIDTHS = [2, 4, 8, 16];
/** The steps of one window as a share of those for all. */
const SHARE = 1 / 4;

interface Window {
  readonly begin: number;
  readonly end: number;
}

/** Raises the bound of the state with at most so many steps; each call goes on with what the last one left open. */
export type WindowBounds = (maxSteps: number) => void;

export function createWindowBounds(state: SolverState): WindowBounds {
  const { conflicts, sections } = state;
  let open = WIDTHS.flatMap((width) => windowsOf(sections, width));

  /** Raises the bound to what the buffers of a window need; true when that is settled, so that they never raise it again. */
  const settle = (part: Conflicts, maxSteps: number, end: number): boolean => {
    while (state.reach < state.best.height && state.steps < end) {
      const { layout, lowerBound, steps } = searchWithin(part, state.reach, {
        maxSteps: Math.min(maxSteps, end - state.steps),
        greedyFirst: true,
        coreFirst: false,
        runs: restartsOf(Infinity),
      });
      // One that needs no search is not free of charge.
      state.steps += Math.max(1, steps);
      if (layout !== undefined) return true;
      if (lowerBound <= state.reach) return false;
      raiseBound(state, lowerBound);
    }
    return false;
  };

  return (maxSteps) => {
    const end = state.steps + maxSteps;
    const stepsOfOne = Math.ceil(maxSteps * SHARE);
    open = open.filter((window) => {
      if (state.steps >= end || state.reach >= state.best.height) return true;
      return !settle(subproblem(conflicts, livingIn(sections, window)), stepsOfOne, end);
    });
  };
}

/** The windows of that width, the one with the fullest section first. */
function windowsOf({ count, load }: Sections, width: number): readonly Window[] {
  const windows: (Window & { readonly fullest: number })[] = [];
  for (let begin = 0; begin === 0 || begin + width / 2 < count; begin += width / 2) {
    const end = Math.min(count, begin + width);
    let fullest = 0;
    for (let s = begin; s < end; s++) fullest = Math.max(fullest, load[s]!);
    windows.push({ begin, end, fullest });
  }
  return windows.sort((a, b) => b.fullest - a.fullest || a.begin - b.begin);
}

/** The buffers that are live in some section of the window, rising. */
function livingIn({ from, to }: Sections, { begin, end }: Window): number[] {
  const living: number[] = [];
  for (let i = 0; i < from.length; i++) if (from[i]! < end && to[i]! > begin) living.push(i);
  return living;
}
