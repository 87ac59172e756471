// SPDX-License-Identifier: Apache-2.0
/**
 * Depth-first search for a placement within a given height.
 *
 * Input: conflicts and sections of one problem. Output: offsets, or the proof that none exist, or a used-up budget.
 * A placement is built from the bottom up. Each node takes a section at the edge of a valley (adjacent sections whose
 * next buffer cannot begin lower than that of their neighbours) and settles which buffer comes next in this section:
 * one that begins right at the valley's floor, which nothing still to come can push up, or none, which lifts the floor
 * to the next height at which a buffer can begin. Only placements of least offsets are sought, in which each buffer
 * rests on 0, a pin or another buffer; states that were found to have none are remembered. Sections, their lower bounds and the solving apart of buffers that
 * share no time with the rest are MiniMalloc's (Moffitt, ASPLOS 2023); preferring the section that failed most often
 * per choice is dom/wdeg (Boussemart et al., ECAI 2004). Exponential in the number of buffers.
 */
/* eslint-disable @typescript-eslint/no-non-null-assertion -- the flat arrays are read within their bounds */
import type { Bytes } from "../../util/branded.js";
import type { Conflicts } from "./conflicts.js";
import { createFailedStates, type StateKey } from "./failed-states.js";
import { FREE, type Numbers } from "./flat-problem.js";
import type { Sections } from "./sections.js";
import { createStacking, grow } from "./stacking.js";
import { createValleys } from "./valleys.js";

export interface SearchLimits {
  readonly capacity: Bytes;
  /** Buffers that may come next are tried in this order, pinned ones, which it leaves out, before the others. */
  readonly order: readonly number[];
  readonly maxSteps: number;
  /** 0: the valley with the fewest choices per failure comes first; the larger, the more low valleys are preferred. */
  readonly lowFirst: number;
}

export type SearchOutcome =
  | { readonly status: "found"; readonly steps: number; readonly offsets: Numbers }
  /** No placement is lower than `nextHeight`, which exceeds the capacity. */
  | { readonly status: "exhausted"; readonly steps: number; readonly nextHeight: Bytes }
  | { readonly status: "stopped"; readonly steps: number };

export type Search = (limits: SearchLimits) => SearchOutcome;

const NONE = -1;
const FOUND = 0;
const FAILED = 1;
const STOPPED = 2;
/** Buffers that one path may place before the recursion counts as too deep for the call stack and the run as stopped. */
const MAX_NESTING = 1000;
type Verdict = typeof FOUND | typeof FAILED | typeof STOPPED;

/**
 * Prepares the arrays of one problem. The returned function may be called any number of times; it learns from call to
 * call which sections fail and which states have no solution, so equal sequences of calls have equal outcomes.
 */
export function createSearch(conflicts: Conflicts, sections: Sections): Search {
  const { count } = conflicts;
  const { from, to, memberFirst, member } = sections;
  const stacking = createStacking(conflicts, sections);
  const { floor, support } = stacking;
  const valleys = createValleys(conflicts, sections, stacking);
  const failedStates = createFailedStates(count, conflicts.Numbers === Float64Array);
  const byStart = Array.from(from.keys()).sort((a, b) => from[a]! - from[b]! || a - b);
  // A buffer that is never live has no section and no neighbour: it stays where it begins.
  const live = byStart.filter((i) => from[i]! < to[i]!);
  const twinClass = classifyTwins(conflicts, from, to);
  const rank = new Int32Array(count);
  /** Buffers of the open nodes, rising by time, and the choices of the open nodes: two stacks. */
  let lists = new Int32Array(4 * count + 16);
  let choices = new Int32Array(4 * count + 16);
  let choicesEnd = 0;
  let capacity = 0;
  let nesting = 0;
  let steps = 0;
  let maxSteps = 0;

  /** Places the buffers lists[begin..end), each group that is connected in time on its own. */
  const solve = (begin: number, end: number): Verdict => {
    const mark = stacking.mark();
    let groupBegin = begin;
    let groupTo = begin < end ? to[lists[begin]!]! : 0;
    for (let at = begin + 1; at <= end; at++) {
      if (at < end && from[lists[at]!]! < groupTo) {
        groupTo = Math.max(groupTo, to[lists[at]!]!);
        continue;
      }
      const verdict = solveGroup({ begin: groupBegin, end: at, to: groupTo, listsEnd: end });
      if (verdict !== FOUND) {
        stacking.undo(mark);
        return verdict;
      }
      groupBegin = at;
      if (at < end) groupTo = to[lists[at]!]!;
    }
    return FOUND;
  };

  const solveGroup = (group: Group): Verdict => {
    const state = describe(group);
    const known = failedStates.leastHeight(state);
    if (known > capacity) {
      steps++;
      stacking.noteExcess(known);
      return FAILED;
    }
    const excessBefore = stacking.takeExcess();
    const verdict = searchGroup(group);
    const excess = stacking.takeExcess();
    if (verdict === FAILED) failedStates.store(state, excess);
    stacking.noteExcess(Math.min(excessBefore, excess));
    return verdict;
  };

  /** All that the rest of the search depends on: who is still to come, and what is excluded for them and why. */
  const describe = ({ begin, end }: Group): StateKey => {
    failedStates.start();
    for (let at = begin; at < end; at++) failedStates.add(lists[at]!, floor[lists[at]!]!, support[lists[at]!]!);
    return failedStates.finish();
  };

  /** Settles one section after the other: a buffer for its floor, or else a higher floor. */
  const searchGroup = (group: Group): Verdict => {
    const mark = stacking.mark();
    let verdict: Verdict = FAILED;
    nesting++;
    for (let open = true; open && verdict === FAILED;) {
      if (steps >= maxSteps || nesting > MAX_NESTING) {
        verdict = STOPPED;
        break;
      }
      steps++;
      open = valleys.liftAgain(lists, group);
      if (!open) break;
      const free = findUnblocked(group);
      if (free === NONE) {
        const valley = valleys.choose(from[lists[group.begin]!]!, group.to);
        verdict = fillFloor(group, valley.section);
        open = verdict === FAILED && valleys.liftFloor(lists, group, valley);
      } else {
        if (floor[free] === support[free]) verdict = tryPlacing(group, free);
        open = false;
      }
    }
    nesting--;
    if (verdict !== FOUND) stacking.undo(mark);
    return verdict;
  };

  /**
   * A buffer that nothing still to come can disturb at its support, or NONE. In a placement of least offsets it lies
   * right there: no other choice need be tried, and none is left when a lift has already excluded this one.
   */
  const findUnblocked = ({ begin, end }: Group): number => {
    for (let at = begin; at < end; at++) if (stacking.isUnblocked(lists[at]!)) return lists[at]!;
    return NONE;
  };

  /** Tries each buffer that can begin at the floor of the section; the state is unchanged when all fail. */
  const fillFloor = (group: Group, section: number): Verdict => {
    const choicesBegin = choicesEnd;
    if (choicesEnd + group.end - group.begin > choices.length) choices = grow(choices, group.end - group.begin);
    for (let m = memberFirst[section]!; m < memberFirst[section + 1]!; m++) {
      const i = member[m]!;
      if (valleys.canBegin(i, section) && !hasTwin(i, choicesBegin)) addChoice(i, choicesBegin);
    }
    const choicesStop = choicesEnd;
    let verdict: Verdict = FAILED;
    for (let c = choicesBegin; verdict === FAILED && c < choicesStop; c++) verdict = tryPlacing(group, choices[c]!);
    choicesEnd = choicesBegin;
    return verdict;
  };

  /** Places buffer i of the group at its floor, and then the others; the state is unchanged when that fails. */
  const tryPlacing = ({ begin, end, listsEnd }: Group, i: number): Verdict => {
    const mark = stacking.mark();
    let verdict: Verdict = FAILED;
    if (stacking.place(i)) {
      const innerEnd = listsEnd + end - begin - 1;
      if (innerEnd > lists.length) lists = grow(lists, end - begin);
      let inner = listsEnd;
      for (let at = begin; at < end; at++) if (lists[at] !== i) lists[inner++] = lists[at]!;
      verdict = solve(listsEnd, innerEnd);
    }
    if (verdict !== FOUND) stacking.undo(mark);
    return verdict;
  };

  /** Twins differ in nothing: one of them as the next choice stands for all. */
  const hasTwin = (i: number, choicesBegin: number): boolean => {
    for (let c = choicesBegin; c < choicesEnd; c++) if (twinClass[choices[c]!] === twinClass[i]) return true;
    return false;
  };

  const addChoice = (i: number, choicesBegin: number): void => {
    let slot = choicesEnd++;
    for (; slot > choicesBegin && rank[i]! < rank[choices[slot - 1]!]!; slot--) choices[slot] = choices[slot - 1]!;
    choices[slot] = i;
  };

  return (limits) => {
    limits.order.forEach((i, position) => (rank[i] = position));
    maxSteps = limits.maxSteps;
    capacity = limits.capacity;
    valleys.begin(capacity, limits.lowFirst);
    nesting = 0;
    steps = 0;
    choicesEnd = 0;
    lists.set(live);
    const verdict = stacking.begin(capacity) ? solve(0, live.length) : FAILED;
    switch (verdict) {
      case FOUND:
        return { status: "found", steps, offsets: floor.slice() };
      case FAILED:
        return { status: "exhausted", steps, nextHeight: stacking.takeExcess() };
      case STOPPED:
        return { status: "stopped", steps };
    }
  };
}

/** The buffers lists[begin..end) are connected in time and end before section `to`; lists is free from `listsEnd`. */
interface Group {
  readonly begin: number;
  readonly end: number;
  readonly to: number;
  readonly listsEnd: number;
}

// Free buffers without relaxations that have equal sections, size and alignment get the same number.
function classifyTwins(conflicts: Conflicts, from: Int32Array, to: Int32Array): Int32Array {
  const { count, size, alignment, pin, relaxed } = conflicts;
  const numbers = new Map<string, number>();
  return Int32Array.from({ length: count }, (_, i) => {
    const isSpecial = pin[i] !== FREE || relaxed[i] === 1;
    const traits = isSpecial ? [i] : [from[i], to[i], size[i], alignment[i]];
    const name = traits.join(" ");
    numbers.set(name, numbers.get(name) ?? i);
    return numbers.get(name) ?? i;
  });
}
