// SPDX-License-Identifier: Apache-2.0
/** What a solver knows of its problem so far, and the two ways to learn more: greedy placements and one run of the search. */
/* eslint-disable @typescript-eslint/no-non-null-assertion -- the flat arrays are read within their bounds */
import type { Bytes } from "../../util/branded.js";
import type { PlacementProblem } from "../problem.js";
import { lowerBoundOf } from "./bounds.js";
import type { Conflicts } from "./conflicts.js";
import { pinsFit, placeInOrder } from "./first-fit.js";
import { heightOf, type Layout, nextHeight } from "./flat-problem.js";
import { orderByStart, standardOrders } from "./orderings.js";
import { disturbed, SLIGHT_DISTURBANCES } from "./restarts.js";
import { createSearch, type Search, type SearchLimits } from "./search.js";
import { buildSections } from "./build-sections.js";
import type { Sections } from "./sections.js";

/** Greedy placements in disturbed orders before the first search, at most, and pairs of buffers that they may look at. */
const MAX_LUCKY_TRIES = 60;
const LUCKY_WORK = 8000;
/** Placements of the order by start with swapped neighbours. */
const SWAP_ROUNDS = 8;
/** Where plain greedy orders end this far above the goal, better ones hardly ever reach it. */
const HOPELESS = 1.125;

/** The best placement and the bound meet when the problem is solved. */
export interface SolverState {
  readonly conflicts: Conflicts;
  readonly orders: readonly (readonly number[])[];
  readonly sections: Sections;
  /** Made when the first search is needed. */
  search: Search | undefined;
  /** Proven: no placement is lower. */
  bound: Bytes;
  /** No placement that the search can make is lower: above `bound` only where `Conflicts.tightened` says so. */
  reach: Bytes;
  best: Layout;
  steps: number;
}

/** Before anything was tried: the bound of the sections, and no placement. */
export function start(conflicts: Conflicts): SolverState {
  const sections = buildSections(conflicts);
  const bound = lowerBoundOf(conflicts, sections);
  // Many questions are answered by the bound alone.
  let orders: SolverState["orders"] | undefined;
  return {
    conflicts,
    get orders() {
      return (orders ??= standardOrders(conflicts, sections));
    },
    sections,
    search: undefined,
    bound,
    reach: bound,
    best: { offsets: new conflicts.Numbers(0), height: Infinity },
    steps: 0,
  };
}

/** Whether the fixed offsets contradict neither each other nor their alignments. */
export function pinsAgree({ buffers }: PlacementProblem, conflicts: Conflicts): boolean {
  const aligned = buffers.every(({ offset = 0, alignment }) => offset >= 0 && offset % alignment === 0);
  return aligned && pinsFit(conflicts);
}

/**
 * Places in the order of time, in which many networks go well but for a few buffers, and lets what ended too high change
 * places with the one before it: squeaky wheel optimization (Joslin and Clements 1999) in its smallest steps.
 */
export function placeByTime(state: SolverState, goal: Bytes): void {
  const { conflicts } = state;
  let order = orderByStart(conflicts);
  for (let round = 0; round < SWAP_ROUNDS && state.best.height > goal; round++) {
    const layout = placeInOrder(conflicts, order);
    keepBest(state, layout);
    order = swapped(order, whatIsTooHigh(layout, conflicts, goal));
  }
}

/** What is too high changes places with the one before it, unless that one is too high as well. */
function swapped(order: readonly number[], isTooHigh: (i: number) => boolean): readonly number[] {
  const moved: number[] = [];
  let lastMoves = true;
  for (const i of order) {
    const moves = isTooHigh(i);
    if (moves && !lastMoves) moved.splice(-1, 0, i);
    else moved.push(i);
    lastMoves = moves;
  }
  return moved;
}

/** Places in each standard order; unless all end far above the goal, once more with what ended too high placed first. */
export function placeInOrders(state: SolverState, goal: Bytes): void {
  if (state.best.height <= goal) return;
  const { orders, conflicts } = state;
  const layouts = orders.map((order) => placeInOrder(conflicts, order));
  for (const layout of layouts) keepBest(state, layout);
  if (isHopeless(state, goal)) return;
  for (const [at, order] of orders.entries()) {
    if (state.best.height <= goal) return;
    keepBest(state, placeInOrder(conflicts, tooHighFirst(order, layouts[at]!, conflicts, goal)));
  }
}

/** Small problems can have many placements: a disturbed order is often lucky where a search needs a hundred times as long. */
export function placeLuckily(state: SolverState, goal: Bytes): void {
  const { orders, conflicts } = state;
  if (isHopeless(state, goal)) return;
  let tries = Math.min(MAX_LUCKY_TRIES, Math.floor(LUCKY_WORK / Math.max(1, conflicts.neighbour.length)));
  for (const order of disturbed(orders, SLIGHT_DISTURBANCES)) {
    if (tries-- <= 0 || state.best.height <= goal) return;
    keepBest(state, placeInOrder(conflicts, order));
  }
}

/** Whether the greedy placements so far are too high for better orders to help. */
export function isHopeless({ best }: SolverState, goal: Bytes): boolean {
  return best.height > HOPELESS * goal;
}

function tooHighFirst(order: readonly number[], layout: Layout, conflicts: Conflicts, goal: Bytes): number[] {
  const isTooHigh = whatIsTooHigh(layout, conflicts, goal);
  return [...order.filter(isTooHigh), ...order.filter((i) => !isTooHigh(i))];
}

function whatIsTooHigh({ offsets }: Layout, { size }: Conflicts, goal: Bytes): (i: number) => boolean {
  return (i) => offsets[i]! + size[i]! > goal;
}

/** One search, which may lower the best placement or raise what can be reached. */
export function attempt(state: SolverState, limits: SearchLimits): void {
  state.search ??= createSearch(state.conflicts, state.sections);
  const outcome = state.search(limits);
  state.steps += outcome.steps;
  switch (outcome.status) {
    case "found":
      keepBest(state, { offsets: outcome.offsets, height: heightOf(state.conflicts, outcome.offsets) });
      return;
    case "exhausted":
      state.reach = Math.min(state.best.height, nextHeight(state.conflicts, outcome.nextHeight));
      // Tightened gaps exclude placements that the problem allows.
      if (!state.conflicts.tightened) state.bound = state.reach;
      return;
    case "stopped":
      return;
  }
}

/** What was proven for a part of the problem or for all of it: nothing that is known already is lost. */
export function raiseBound(state: SolverState, lowerBound: Bytes): void {
  const bound = Math.max(state.bound, nextHeight(state.conflicts, lowerBound));
  state.bound = Math.min(state.best.height, bound);
  state.reach = Math.max(state.reach, state.bound);
}

/** Forgotten unless it is lower than the best one. */
export function keepBest(state: SolverState, layout: Layout): void {
  if (layout.height < state.best.height) state.best = layout;
}
