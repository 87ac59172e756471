// SPDX-License-Identifier: Apache-2.0
/**
 * The state of a search: which buffers are placed, how low each other one can still begin, and how to go back.
 *
 * All offsets below a buffer's floor are excluded; placing means to fix a buffer at its floor. Every change is put on a
 * trail. A change that leaves some buffer or section without room is reported at once, after which only `undo` helps.
 */
/* eslint-disable @typescript-eslint/no-non-null-assertion -- the flat arrays are read within their bounds */
import type { Bytes } from "../../util/branded.js";
import type { Conflicts } from "./conflicts.js";
import { FREE, type Numbers } from "./flat-problem.js";
import type { Sections } from "./sections.js";

/** In sections of so few members each rise of a floor is worth a look whether they still have room. */
const MAX_SMALL = 24;

export interface Stacking {
  /** By buffer: 1 when it is placed, and its offset or else the lowest one that it can still have. */
  readonly placed: Uint8Array;
  readonly floor: Numbers;
  /** By buffer: the lowest offset that the placed buffers leave; below `floor` where `raise` has lifted that. */
  readonly support: Numbers;
  /** By section: the smallest key (see `Conflicts.keyShift`) of the buffers that are still to come. */
  readonly lowestKey: Numbers;
  /** By section: 1 + how often it was found too full, over all searches. */
  readonly failures: Int32Array;
  /** Nothing placed, within a new capacity; false when not even that fits. */
  readonly begin: (capacity: Bytes) => boolean;
  readonly place: (i: number) => boolean;
  /** Lifts a floor; false when no offset is left. `refresh` must follow, with the conjunction of the answers. */
  readonly raise: (i: number, lowest: Bytes) => boolean;
  readonly refresh: (fits: boolean) => boolean;
  /** The buffers still to come fill the section to the brim: its next one must begin at its floor. */
  readonly isTight: (section: number) => boolean;
  /** Whether the bytes from the buffer's support up are sure to stay free of everything that is still to come. */
  readonly isUnblocked: (i: number) => boolean;
  /** The lowest offset that the buffer can have on top of another one that is still to come; Infinity without one. */
  readonly nextSupport: (i: number) => Bytes;
  readonly mark: () => number;
  readonly undo: (mark: number) => void;
  /** The least height above the capacity that was needed somewhere since the last `takeExcess`; Infinity without one. */
  readonly takeExcess: () => Bytes;
  readonly noteExcess: (height: Bytes) => void;
}

export function createStacking(conflicts: Conflicts, sections: Sections): Stacking {
  const { count, size, alignment, pin, first, neighbour, searchAbove, searchBelow, keyShift } = conflicts;
  const { uniformAlignment, Numbers, keyScale } = conflicts;
  const { from, to, weightAt, weight, memberFirst, member, slack } = sections;
  const placed = new Uint8Array(count);
  const floor = new Numbers(count);
  const support = new Numbers(count);
  /** By buffer: the edge to a neighbour that can still come to lie in its way, as far as known. */
  const blocker = new Int32Array(count);
  const lowestKey = new Numbers(sections.count);
  const failures = new Int32Array(sections.count).fill(1);
  /** By section: bytes still to come, and one buffer that has the lowest key. */
  const remaining = new Numbers(sections.count);
  const witness = new Int32Array(sections.count);
  /** Sections whose witness was placed or lifted; small ones also when another member was lifted. */
  const stale = new Int32Array(sections.count);
  const isStale = new Uint8Array(sections.count);
  let staleEnd = 0;
  /**
   * What to put back: a placed buffer (index < 0: ~buffer), a floor (index < count), a support (index − count < count)
   * or a section's lowest key and witness (index − 2 · count).
   */
  let trail = { index: new Int32Array(1024), value: new Numbers(1024), witness: new Int32Array(1024) };
  let trailEnd = 0;
  let capacity = 0;
  let leastExcess = Infinity;

  const remember = (index: number, value: number, oldWitness: number): void => {
    if (trailEnd === trail.index.length) {
      trail = { index: grow(trail.index), value: grow(trail.value), witness: grow(trail.witness) };
    }
    trail.index[trailEnd] = index;
    trail.value[trailEnd] = value;
    trail.witness[trailEnd++] = oldWitness;
  };

  const exceeds = (height: Bytes): boolean => {
    if (height <= capacity) return false;
    noteExcess(height);
    return true;
  };

  const noteExcess = (height: Bytes): void => {
    if (height < leastExcess) leastExcess = height;
  };

  const takeExcess = (): Bytes => {
    const taken = leastExcess;
    leastExcess = Infinity;
    return taken;
  };

  const markStale = (s: number): void => {
    if (isStale[s] === 1) return;
    isStale[s] = 1;
    stale[staleEnd++] = s;
  };

  const isSmall = (s: number): boolean => memberFirst[s + 1]! - memberFirst[s]! <= MAX_SMALL;

  const raise = (i: number, lowest: Bytes): boolean => {
    if (pin[i] !== FREE) return false;
    remember(i, floor[i]!, 0);
    floor[i] = lowest;
    for (let s = from[i]!; s < to[i]!; s++) if (witness[s] === i || isSmall(s)) markStale(s);
    return !exceeds(lowest + size[i]!);
  };

  const refresh = (fits: boolean): boolean => {
    let allFit = fits;
    while (staleEnd > 0) {
      const s = stale[--staleEnd]!;
      isStale[s] = 0;
      // After a failure everything is undone: only the queue must be emptied.
      if (allFit) allFit = refreshSection(s);
    }
    return allFit;
  };

  const refreshSection = (s: number): boolean => {
    let key = Infinity;
    let offset = Infinity;
    let next = Infinity;
    let low = -1;
    let lowest = -1;
    for (let m = memberFirst[s]!; m < memberFirst[s + 1]!; m++) {
      const j = member[m]!;
      if (placed[j] === 1) continue;
      if (floor[j]! < offset) {
        next = offset;
        offset = floor[j]!;
        low = j;
      } else if (floor[j]! < next) next = floor[j]!;
      if (floor[j]! * keyScale + keyShift[j]! >= key) continue;
      key = floor[j]! * keyScale + keyShift[j]!;
      lowest = j;
    }
    if (lowest === -1) return true;
    remember(2 * count + s, lowestKey[s]!, witness[s]!);
    lowestKey[s] = key;
    witness[s] = lowest;
    // All of them lie above the least floor, and all but one above the next.
    const others = remaining[s]! - weight[weightAt[low]! + s - from[low]!]!;
    if (!exceeds(offset + remaining[s]! - slack[s]!) && (next === Infinity || !exceeds(next + others - slack[s]!))) {
      return true;
    }
    failures[s] = failures[s]! + 1;
    return false;
  };

  const place = (i: number): boolean => {
    placed[i] = 1;
    remember(~i, 0, 0);
    for (let s = from[i]!, w = weightAt[i]!; s < to[i]!; s++, w++) {
      remaining[s] = remaining[s]! - weight[w]!;
      if (witness[s] === i) markStale(s);
    }
    let fits = true;
    for (let e = first[i]!; fits && e < first[i + 1]!; e++) {
      const j = neighbour[e]!;
      if (placed[j] === 1) continue;
      let lowest = floor[i]! + searchAbove[e]!;
      if (!uniformAlignment) lowest = Math.ceil(lowest / alignment[j]!) * alignment[j]!;
      if (lowest <= support[j]!) continue;
      remember(count + j, support[j]!, 0);
      support[j] = lowest;
      if (lowest > floor[j]!) fits = raise(j, lowest);
    }
    return refresh(fits);
  };

  const isUnblocked = (i: number): boolean => {
    const begin = first[i]!;
    const end = first[i + 1]!;
    // The last blocker that was found is most likely still one.
    for (let tries = begin, e = blocker[i]!; tries < end; tries++, e = e + 1 === end ? begin : e + 1) {
      const j = neighbour[e]!;
      if (placed[j] === 1 || floor[j]! >= support[i]! + searchAbove[e]!) continue;
      blocker[i] = e;
      return false;
    }
    return true;
  };

  const nextSupport = (i: number): Bytes => {
    let lowest = Infinity;
    for (let e = first[i]!; e < first[i + 1]!; e++) {
      const j = neighbour[e]!;
      if (placed[j] === 0 && floor[j]! + searchBelow[e]! < lowest) lowest = floor[j]! + searchBelow[e]!;
    }
    return lowest;
  };

  const undo = (mark: number): void => {
    while (trailEnd > mark) {
      const index = trail.index[--trailEnd]!;
      if (index < 0) {
        const i = ~index;
        placed[i] = 0;
        for (let s = from[i]!, w = weightAt[i]!; s < to[i]!; s++, w++) remaining[s] = remaining[s]! + weight[w]!;
      } else if (index < count) {
        floor[index] = trail.value[trailEnd]!;
      } else if (index < 2 * count) {
        support[index - count] = trail.value[trailEnd]!;
      } else {
        lowestKey[index - 2 * count] = trail.value[trailEnd]!;
        witness[index - 2 * count] = trail.witness[trailEnd]!;
      }
    }
  };

  const begin = (newCapacity: Bytes): boolean => {
    undo(0);
    capacity = newCapacity;
    leastExcess = Infinity;
    remaining.fill(0);
    for (let i = 0; i < count; i++) {
      floor[i] = pin[i] === FREE ? 0 : pin[i]!;
      support[i] = floor[i]!;
      blocker[i] = first[i]!;
      for (let s = from[i]!, w = weightAt[i]!; s < to[i]!; s++, w++) remaining[s] = remaining[s]! + weight[w]!;
    }
    for (let s = 0; s < sections.count; s++) markStale(s);
    return refresh(true);
  };

  return {
    placed,
    floor,
    support,
    lowestKey,
    failures,
    begin,
    place,
    raise,
    refresh,
    isUnblocked,
    nextSupport,
    isTight: (s) => lowestKey[s]! / keyScale + remaining[s]! - slack[s]! >= capacity,
    mark: () => trailEnd,
    undo,
    takeExcess,
    noteExcess,
  };
}

/** A copy with twice the room, and `atLeast` more. */
export function grow<T extends Numbers>(array: T, atLeast = 0): T {
  const larger = new (array.constructor as new (length: number) => T)(array.length * 2 + atLeast);
  larger.set(array);
  return larger;
}
