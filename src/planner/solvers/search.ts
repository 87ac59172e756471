// SPDX-License-Identifier: Apache-2.0
/**
 * Depth-first search for a placement within a given height.
 *
 * Input: conflicts and sections of one problem. Output: offsets, or the proof that none exist, or a used-up budget.
 * A placement is built from the bottom up. Each node takes a section at the edge of a valley (adjacent sections whose
 * next buffer cannot begin lower than that of their neighbours) and settles which buffer comes next in this section:
 * one that begins right at the valley's floor, which nothing still to come can push up, or none, which lifts the floor
 * to the next height at which a buffer can begin. Sections, their lower bounds and the solving apart of buffers that
 * share no time with the rest are MiniMalloc's (Moffitt, ASPLOS 2023); preferring the section that failed most often
 * per choice is dom/wdeg (Boussemart et al., ECAI 2004). Exponential in the number of buffers.
 */
/* eslint-disable @typescript-eslint/no-non-null-assertion -- the flat arrays are read within their bounds */
import type { Bytes } from "../../util/branded.js";
import { FREE, type Conflicts } from "./conflicts.js";
import { createFailedStates, type StateKey } from "./failed-states.js";
import type { Section } from "./sections.js";
import { buildSpans } from "./spans.js";
import { createStacking, grow } from "./stacking.js";

export interface SearchLimits {
  readonly capacity: Bytes;
  /** Buffers that may come next are tried in this order. */
  readonly order: readonly number[];
  readonly maxSteps: number;
}

export type SearchOutcome =
  | { readonly status: "found"; readonly steps: number; readonly offsets: Float64Array }
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
 * call which sections fail, so equal sequences of calls have equal outcomes.
 */
export function createSearch(conflicts: Conflicts, sections: readonly Section[]): Search {
  const { count, alignment, keyShift } = conflicts;
  const spans = buildSpans(count, sections);
  const { from, to, memberFirst, member } = spans;
  const stacking = createStacking(conflicts, spans, sections);
  const { placed, floor, support, lowestKey, failures } = stacking;
  const failedStates = createFailedStates();
  let capacity = 0;
  const byStart = Array.from(from.keys()).sort((a, b) => from[a]! - from[b]! || a - b);
  const lift = leastLift(conflicts);
  const twinClass = classifyTwins(conflicts, from, to);
  const rank = new Int32Array(count);
  /** Buffers of the open nodes, rising by time, and the choices of the open nodes: two stacks. */
  let lists = new Int32Array(4 * count + 16);
  let choices = new Int32Array(4 * count + 16);
  let choicesEnd = 0;
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

  const describe = ({ begin, end }: Group): StateKey => {
    failedStates.start();
    for (let at = begin; at < end; at++) {
      const i = lists[at]!;
      failedStates.add(i, floor[i]!, support[i]!);
    }
    return failedStates.finish();
  };

  const solveGroup = (group: Group): Verdict => {
    const key = describe(group);
    const known = failedStates.lookUp(key, capacity);
    if (known > 0) {
      steps++;
      stacking.exceeds(known);
      return FAILED;
    }
    const before = stacking.leastExcess();
    stacking.forgetExcess();
    const verdict = searchGroup(group);
    if (verdict === FAILED) failedStates.store(key, stacking.leastExcess());
    stacking.exceeds(before);
    return verdict;
  };

  /** Settles one section after the other: a buffer for its floor, or else a higher floor. */
  const searchGroup = (group: Group): Verdict => {
    const mark = stacking.mark();
    let verdict: Verdict = FAILED;
    let open = true;
    nesting++;
    while (open && verdict === FAILED) {
      if (steps >= maxSteps || nesting > MAX_NESTING) {
        verdict = STOPPED;
      } else {
        steps++;
        const free = findUnblocked(group);
        if (!liftAgain(group)) {
          open = false;
        } else if (free !== NONE) {
          if (!stacking.isLifted(free)) verdict = tryPlacing(group, free);
          open = false;
        } else {
          const valley = chooseValley(from[lists[group.begin]!]!, group.to);
          verdict = fillFloor(group, valley);
          open = verdict === FAILED && liftFloor(group, valley);
        }
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

  const liftAgain = ({ begin, end }: Group): boolean => {
    let fits = true;
    for (let at = begin; fits && at < end; at++) {
      const i = lists[at]!;
      if (!stacking.isLifted(i)) continue;
      const lowest = stacking.nextSupport(i);
      if (lowest > floor[i]!)
        fits = lowest < Infinity && stacking.raise(i, Math.ceil(lowest / alignment[i]!) * alignment[i]!);
    }
    return stacking.refresh(fits);
  };

  /** The valley edge with the fewest choices per failure, in the sections [begin, end). */
  const chooseValley = (begin: number, end: number): Valley => {
    const best = { section: begin, begin, end };
    let bestScore = Infinity;
    const consider = (section: number, left: number, right: number): void => {
      const score = countChoices(section) / failures[section]!;
      if (score >= bestScore) return;
      bestScore = score;
      best.section = section;
      best.begin = left;
      best.end = right;
    };
    let outside = Infinity;
    for (let left = begin, right = begin; left < end; left = right) {
      const key = lowestKey[left]!;
      while (right < end && lowestKey[right] === key) right++;
      if (key < outside && (right === end || key < lowestKey[right]!)) {
        consider(left, left, right);
        if (right - left > 1) consider(right - 1, left, right);
      }
      outside = key;
    }
    return best;
  };

  const countChoices = (section: number): number => {
    let found = stacking.isTight(section) ? 0 : 1;
    for (let m = memberFirst[section]!; m < memberFirst[section + 1]!; m++) {
      if (beginsAtFloor(member[m]!, section)) found++;
    }
    return found;
  };

  const beginsAtFloor = (i: number, section: number): boolean =>
    placed[i] === 0 && floor[i]! + keyShift[i]! === lowestKey[section] && floor[i] === support[i];

  /** Tries each buffer that can begin at the floor of the section; the state is unchanged when all fail. */
  const fillFloor = (group: Group, { section }: Valley): Verdict => {
    const { begin, end } = group;
    const choicesBegin = choicesEnd;
    if (choicesEnd + end - begin > choices.length) choices = grow(choices, end - begin);
    for (let m = memberFirst[section]!; m < memberFirst[section + 1]!; m++) {
      const i = member[m]!;
      if (beginsAtFloor(i, section) && !hasTwin(i, choicesBegin)) addChoice(i, choicesBegin);
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

  /**
   * Excludes the floor of the section for all of its buffers. The next one then begins where it now must, or on top of
   * a buffer from elsewhere in the valley that is still to come. False when no placement is left.
   */
  const liftFloor = (group: Group, valley: Valley): boolean => {
    const { section } = valley;
    const key = lowestKey[section]!;
    let next = Infinity;
    for (let at = group.begin; at < group.end; at++) {
      const j = lists[at]!;
      if (to[j]! <= valley.begin || from[j]! >= valley.end) continue;
      const isMember = from[j]! <= section && section < to[j]!;
      const itsKey = floor[j]! + (isMember ? keyShift[j]! : lift[j]!);
      if (itsKey > key && itsKey < next) next = itsKey;
    }
    if (next === Infinity) return false;
    let fits = true;
    for (let m = memberFirst[section]!; fits && m < memberFirst[section + 1]!; m++) {
      const i = member[m]!;
      if (placed[i] === 1 || floor[i]! + keyShift[i]! >= next) continue;
      const lowest = Math.max(next - keyShift[i]!, stacking.nextSupport(i));
      fits = lowest < Infinity && stacking.raise(i, Math.ceil(lowest / alignment[i]!) * alignment[i]!);
    }
    return stacking.refresh(fits);
  };

  return (limits) => {
    limits.order.forEach((i, position) => (rank[i] = position));
    maxSteps = limits.maxSteps;
    capacity = limits.capacity;
    nesting = 0;
    steps = 0;
    choicesEnd = 0;
    // A buffer that is never live has no section and no neighbour: it stays where it begins.
    const live = byStart.filter((i) => from[i]! < to[i]!);
    lists.set(live);
    const verdict = stacking.begin(limits.capacity) ? solve(0, live.length) : FAILED;
    switch (verdict) {
      case FOUND:
        return { status: "found", steps, offsets: floor.slice() };
      case FAILED:
        return { status: "exhausted", steps, nextHeight: stacking.leastExcess() };
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

/** Sections begin ≤ s < end with one lowest key, and the one of them that is to be settled. */
interface Valley {
  readonly section: number;
  readonly begin: number;
  readonly end: number;
}

// The least key that a buffer which rests on buffer j can have, less the offset of j.
function leastLift({ count, first, neighbour, searchAbove, keyShift }: Conflicts): Float64Array {
  return Float64Array.from({ length: count }, (_, j) => {
    let least = Infinity;
    for (let e = first[j]!; e < first[j + 1]!; e++) least = Math.min(least, searchAbove[e]! + keyShift[neighbour[e]!]!);
    return least;
  });
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
