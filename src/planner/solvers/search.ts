// SPDX-License-Identifier: Apache-2.0
/**
 * Depth-first search for a placement within a given height.
 *
 * Input: conflicts and sections of one problem. Output: offsets, or the proof that none exist, or a used-up budget.
 * The tree is that of MiniMalloc (Moffitt, ASPLOS 2023): buffers are stacked by rising offset, each on top of what is
 * already below it; a choice is skipped when another buffer would fit below it unharmed; buffers that share no time
 * with the rest are solved apart. Exponential in the number of buffers.
 */
import type { Bytes } from "../../util/branded.js";
import { FREE, type Conflicts } from "./conflicts.js";
import type { Section } from "./sections.js";

export interface SearchLimits {
  readonly capacity: Bytes;
  /** Buffers at the same offset are tried in this order. */
  readonly order: readonly number[];
  readonly maxSteps: number;
}

export type SearchOutcome =
  | { readonly status: "found"; readonly steps: number; readonly offsets: Float64Array }
  /** No placement is lower than `nextHeight`, which exceeds the capacity. */
  | { readonly status: "exhausted"; readonly steps: number; readonly nextHeight: Bytes }
  | { readonly status: "stopped"; readonly steps: number };

export type Search = (limits: SearchLimits) => SearchOutcome;

const FOUND = 0;
const FAILED = 1;
const STOPPED = 2;

/** Prepares the arrays of one problem; the returned function may be called any number of times. */
export function createSearch(conflicts: Conflicts, sections: readonly Section[]): Search {
  const { count, size, alignment, pin, first, neighbour, searchAbove: above, keyShift, uniformAlignment } = conflicts;
  const spans = layOutSpans(count, sections);
  const { from: spanFrom, to: spanTo, at: spanAt, weight } = spans;
  const rise = risesBySection(conflicts, sections, spans);
  const reach = reachOf(conflicts);
  const risingOffsets = keyShift.every((shift) => shift === 0);
  const slack = Float64Array.from(sections, (section) => section.slack);
  const byTime = Array.from({ length: count }, (_, i) => i).sort((a, b) => spanFrom[a]! - spanFrom[b]! || a - b);

  const offsets = new Float64Array(count);
  const placed = new Uint8Array(count);
  /** Lowest offset that the buffers below leave to each buffer. */
  const floor = new Float64Array(count);
  const rank = new Int32Array(count);
  const remaining = new Float64Array(sections.length);
  const sectionFloor = new Float64Array(sections.length);
  /** Buffers of the open subproblems: each node appends its own, rising by time. */
  let lists = new Int32Array(count * 4 + 16);
  let candidates = new Int32Array(count * 4 + 16);
  let candidatesEnd = 0;
  /** Old values of `floor` and `sectionFloor`, to be put back when a choice is undone. */
  let trailIndex = new Int32Array(1024);
  let trailValue = new Float64Array(1024);
  let trailEnd = 0;
  const stack = new Int32Array(count);
  let depth = 0;
  let capacity = 0;
  let nextHeight = Infinity;
  let steps = 0;
  let maxSteps = 0;

  const keep = (index: number, value: number): void => {
    if (trailEnd === trailIndex.length) {
      trailIndex = grown(trailIndex);
      trailValue = grownFloat(trailValue);
    }
    trailIndex[trailEnd] = index;
    trailValue[trailEnd++] = value;
  };

  const exceeds = (height: Bytes): boolean => {
    if (height <= capacity) return false;
    if (height < nextHeight) nextHeight = height;
    return true;
  };

  /** Puts buffer i at an offset; false when something above it no longer fits. `undo` reverts it in either case. */
  const place = (i: number, offset: Bytes): boolean => {
    offsets[i] = offset;
    placed[i] = 1;
    stack[depth++] = i;
    let fits = true;
    for (let s = spanFrom[i]!, w = spanAt[i]!; s < spanTo[i]!; s++, w++) {
      remaining[s] = remaining[s]! - weight[w]!;
      const top = offset + rise[w]!;
      if (top > sectionFloor[s]!) {
        keep(count + s, sectionFloor[s]!);
        sectionFloor[s] = top;
      }
    }
    for (let e = first[i]!; e < first[i + 1]!; e++) {
      const j = neighbour[e]!;
      if (placed[j] === 1) continue;
      let lowest = offset + above[e]!;
      if (!uniformAlignment) lowest = Math.ceil(lowest / alignment[j]!) * alignment[j]!;
      if (lowest <= floor[j]!) continue;
      keep(j, floor[j]!);
      floor[j] = lowest;
      if (exceeds(lowest + size[j]!)) fits = false;
    }
    return fits;
  };

  const undo = (toDepth: number, toTrail: number): void => {
    while (depth > toDepth) {
      const i = stack[--depth]!;
      placed[i] = 0;
      for (let s = spanFrom[i]!, w = spanAt[i]!; s < spanTo[i]!; s++, w++) remaining[s] = remaining[s]! + weight[w]!;
    }
    while (trailEnd > toTrail) {
      const index = trailIndex[--trailEnd]!;
      if (index < count) floor[index] = trailValue[trailEnd]!;
      else sectionFloor[index - count] = trailValue[trailEnd]!;
    }
  };

  /** Solves the buffers lists[begin..end): each maximal group that is connected in time on its own. */
  const solve = (begin: number, end: number, key: number, last: number): number => {
    let groupBegin = begin;
    let groupTo = 0;
    const depthBefore = depth;
    const trailBefore = trailEnd;
    for (let at = begin; at <= end; at++) {
      if (at < end && (at === groupBegin || spanFrom[lists[at]!]! < groupTo)) {
        groupTo = Math.max(at === groupBegin ? 0 : groupTo, spanTo[lists[at]!]!);
        continue;
      }
      if (at === groupBegin) break;
      const outcome = solveGroup(groupBegin, at, { key, last, to: groupTo, listsEnd: end });
      if (outcome !== FOUND) {
        undo(depthBefore, trailBefore);
        return outcome;
      }
      groupBegin = at;
      if (at < end) groupTo = spanTo[lists[at]!]!;
    }
    return FOUND;
  };

  const solveGroup = (
    begin: number,
    end: number,
    node: { readonly key: number; readonly last: number; readonly to: number; readonly listsEnd: number },
  ): number => {
    if (steps >= maxSteps) return STOPPED;
    steps++;
    const { key, last, listsEnd } = node;
    let limit = Infinity;
    let pinLimit = Infinity;
    let lowest = Infinity;
    for (let at = begin; at < end; at++) {
      const i = lists[at]!;
      const itsKey = Math.max(floor[i]! + keyShift[i]!, key);
      if (pin[i] === FREE) limit = Math.min(limit, floor[i]! + reach[i]!);
      else pinLimit = Math.min(pinLimit, pin[i]! + keyShift[i]!);
      lowest = Math.min(lowest, itsKey);
    }
    if (pinLimit < key) return FAILED;
    const shift = risingOffsets ? lowest : -Infinity;
    for (let s = spanFrom[lists[begin]!]!; s < node.to; s++) {
      if (exceeds(Math.max(sectionFloor[s]!, shift) + remaining[s]! - slack[s]!)) return FAILED;
    }
    const candidatesBegin = candidatesEnd;
    if (candidatesEnd + end - begin > candidates.length) candidates = grown(candidates, end - begin);
    for (let at = begin; at < end; at++) {
      const i = lists[at]!;
      if (pin[i] !== FREE && floor[i]! > pin[i]!) return FAILED;
      const itsKey = (pin[i] === FREE ? floor[i]! : pin[i]!) + keyShift[i]!;
      if (itsKey < key || itsKey >= limit || itsKey > pinLimit) continue;
      if (itsKey === key && last !== -1 && rank[i]! < rank[last]! && !inConflict(conflicts, last, i)) continue;
      let slot = candidatesEnd++;
      while (slot > candidatesBegin && precedes(i, itsKey, candidates[slot - 1]!)) {
        candidates[slot] = candidates[slot - 1]!;
        slot--;
      }
      candidates[slot] = i;
    }
    const outcome = tryCandidates(begin, end, { candidatesBegin, listsEnd });
    candidatesEnd = candidatesBegin;
    return outcome;
  };

  const precedes = (i: number, key: number, other: number): boolean => {
    const otherKey = (pin[other] === FREE ? floor[other]! : pin[other]!) + keyShift[other]!;
    return key < otherKey || (key === otherKey && rank[i]! < rank[other]!);
  };

  const tryCandidates = (
    begin: number,
    end: number,
    node: { readonly candidatesBegin: number; readonly listsEnd: number },
  ): number => {
    const candidatesStop = candidatesEnd;
    const listsBegin = node.listsEnd;
    const listsEnd = listsBegin + end - begin - 1;
    if (listsEnd > lists.length) lists = grown(lists, end - begin);
    for (let c = node.candidatesBegin; c < candidatesStop; c++) {
      const i = candidates[c]!;
      const offset = pin[i] === FREE ? floor[i]! : pin[i]!;
      const depthBefore = depth;
      const trailBefore = trailEnd;
      if (!exceeds(offset + size[i]!) && place(i, offset)) {
        let to = listsBegin;
        for (let at = begin; at < end; at++) if (lists[at] !== i) lists[to++] = lists[at]!;
        const outcome = solve(listsBegin, listsEnd, offset + keyShift[i]!, i);
        if (outcome !== FAILED) return outcome;
      }
      undo(depthBefore, trailBefore);
    }
    return FAILED;
  };

  return (limits) => {
    capacity = limits.capacity;
    maxSteps = limits.maxSteps;
    steps = 0;
    nextHeight = Infinity;
    depth = 0;
    trailEnd = 0;
    candidatesEnd = 0;
    placed.fill(0);
    floor.fill(0);
    sectionFloor.fill(0);
    remaining.fill(0);
    for (let i = 0; i < count; i++) {
      for (let s = spanFrom[i]!, w = spanAt[i]!; s < spanTo[i]!; s++, w++) remaining[s] = remaining[s]! + weight[w]!;
      rank[limits.order[i]!] = i;
    }
    lists.set(byTime);
    // Never-live buffers conflict with nothing; their span is empty, so they would split every group.
    const outcome = solve(0, count, -Infinity, -1);
    if (outcome === FOUND) return { status: "found", steps, offsets: offsets.slice() };
    return outcome === FAILED ? { status: "exhausted", steps, nextHeight } : { status: "stopped", steps };
  };
}

interface Spans {
  /** Buffer i is a member of the sections from[i] ≤ s < to[i]; its weights begin at weight[at[i]]. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly at: Int32Array;
  readonly weight: Float64Array;
}

function layOutSpans(count: number, sections: readonly Section[]): Spans {
  const from = new Int32Array(count);
  const to = new Int32Array(count);
  sections.forEach(({ members }, s) => {
    for (const i of members) {
      if (to[i] === 0) from[i] = s;
      to[i] = s + 1;
    }
  });
  const at = new Int32Array(count);
  for (let i = 1; i < count; i++) at[i] = at[i - 1]! + to[i - 1]! - from[i - 1]!;
  const weight = new Float64Array(count === 0 ? 0 : at[count - 1]! + to[count - 1]! - from[count - 1]!);
  sections.forEach(({ members, weights }, s) => {
    members.forEach((i, m) => (weight[at[i]! + s - from[i]!] = weights[m]!));
  });
  return { from, to, at, weight };
}

// How far a placed buffer lifts everything that is still to come in a section: the smallest gap to any other member.
function risesBySection(conflicts: Conflicts, sections: readonly Section[], spans: Spans): Float64Array {
  const rise = new Float64Array(spans.weight.length);
  const gaps = new Float64Array(conflicts.count);
  for (let i = 0; i < conflicts.count; i++) {
    gaps.fill(-Infinity);
    for (let e = conflicts.first[i]!; e < conflicts.first[i + 1]!; e++)
      gaps[conflicts.neighbour[e]!] = conflicts.searchAbove[e]!;
    for (let s = spans.from[i]!; s < spans.to[i]!; s++) {
      const others = sections[s]!.members.filter((j) => j !== i);
      const least = others.reduce((low, j) => Math.min(low, gaps[j]!), Infinity);
      rise[spans.at[i]! + s - spans.from[i]!] = least === Infinity ? conflicts.size[i]! : least;
    }
  }
  return rise;
}

// A buffer at its floor disturbs no later buffer whose key is at least floor + reach.
function reachOf({ count, size, first, neighbour, searchAbove: above, keyShift }: Conflicts): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => {
    let reach = Math.max(keyShift[i]! + 1, size[i]!);
    for (let e = first[i]!; e < first[i + 1]!; e++) reach = Math.max(reach, above[e]! + keyShift[neighbour[e]!]!);
    return reach;
  });
}

function inConflict({ first, neighbour }: Conflicts, i: number, j: number): boolean {
  for (let e = first[i]!; e < first[i + 1]!; e++) if (neighbour[e] === j) return true;
  return false;
}

function grown(array: Int32Array<ArrayBuffer>, atLeast = 0): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2 + atLeast);
  larger.set(array);
  return larger;
}

function grownFloat(array: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(array.length * 2);
  larger.set(array);
  return larger;
}
