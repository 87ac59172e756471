// SPDX-License-Identifier: Apache-2.0
/** Where the search branches next, and what follows when no buffer begins at a valley's floor. */
/* eslint-disable @typescript-eslint/no-non-null-assertion -- the flat arrays are read within their bounds */
import type { Bytes } from "../../util/branded.js";
import type { Conflicts } from "./conflicts.js";
import type { Sections } from "./sections.js";
import type { Stacking } from "./stacking.js";

/** Adjacent sections begin ≤ s < end with one lowest key, below that of their neighbours; `section` is to be settled. */
export interface Valley {
  readonly section: number;
  readonly begin: number;
  readonly end: number;
}

export interface Valleys {
  /** For the searches to come: how much a floor at the capacity counts against a valley, as a multiple of its choices. */
  readonly begin: (capacity: Bytes, lowFirst: number) => void;
  /** The valley edge with the fewest choices per failure, in the sections [begin, end). */
  readonly choose: (begin: number, end: number) => Valley;
  /** Whether the buffer may be the next one of the section, at the floor of the section's valley. */
  readonly canBegin: (i: number, section: number) => boolean;
  /** Excludes the floor for the whole section; false when no placement is left. */
  readonly liftFloor: (lists: Int32Array, group: ListPart, valley: Valley) => boolean;
  /** Lifts what was lifted before to what supports it at the least by now; false when no placement is left. */
  readonly liftAgain: (lists: Int32Array, group: ListPart) => boolean;
}

/** The buffers lists[begin..end), those of one subproblem that are still to come. */
interface ListPart {
  readonly begin: number;
  readonly end: number;
}

export function createValleys(conflicts: Conflicts, sections: Sections, stacking: Stacking): Valleys {
  const { alignment, keyScale, keyShift } = conflicts;
  const { from, to, memberFirst, member } = sections;
  const { placed, floor, support, lowestKey, failures } = stacking;
  const leastRise = leastRises(conflicts);

  let heightCost = 0;
  let best: Valley = { section: 0, begin: 0, end: 0 };
  let bestScore = Infinity;

  const consider = (section: number, begin: number, end: number): void => {
    const score = (countChoices(section) * (1 + heightCost * lowestKey[section]!)) / failures[section]!;
    if (score >= bestScore) return;
    bestScore = score;
    best = { section, begin, end };
  };

  const choose = (begin: number, end: number): Valley => {
    best = { section: begin, begin, end };
    bestScore = Infinity;
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
    for (let m = memberFirst[section]!; m < memberFirst[section + 1]!; m++) if (canBegin(member[m]!, section)) found++;
    return found;
  };

  // A lifted buffer rests on nothing yet, and in a placement of least offsets every buffer rests on something.
  const canBegin = (i: number, section: number): boolean =>
    placed[i] === 0 && floor[i]! * keyScale + keyShift[i]! === lowestKey[section] && floor[i] === support[i];

  const liftFloor = (lists: Int32Array, group: ListPart, valley: Valley): boolean => {
    const { section } = valley;
    // The next buffer of the section begins where it now must, or on a buffer from elsewhere in the valley.
    let nextKey = Infinity;
    for (let at = group.begin; at < group.end; at++) {
      const j = lists[at]!;
      if (to[j]! <= valley.begin || from[j]! >= valley.end) continue;
      const isMember = from[j]! <= section && section < to[j]!;
      const key = floor[j]! * keyScale + (isMember ? keyShift[j]! : leastRise[j]!);
      if (key > lowestKey[section]! && key < nextKey) nextKey = key;
    }
    let fits = nextKey < Infinity;
    for (let m = memberFirst[section]!; fits && m < memberFirst[section + 1]!; m++) {
      const i = member[m]!;
      if (placed[i] === 1 || floor[i]! * keyScale + keyShift[i]! >= nextKey) continue;
      fits = lift(i, Math.max((nextKey - keyShift[i]!) / keyScale, stacking.nextSupport(i)));
    }
    return stacking.refresh(fits);
  };

  const liftAgain = (lists: Int32Array, { begin, end }: ListPart): boolean => {
    let fits = true;
    for (let at = begin; fits && at < end; at++) {
      const i = lists[at]!;
      if (floor[i] === support[i]) continue;
      const lowest = stacking.nextSupport(i);
      if (lowest > floor[i]!) fits = lift(i, lowest);
    }
    return stacking.refresh(fits);
  };

  const lift = (i: number, lowest: Bytes): boolean =>
    lowest < Infinity && stacking.raise(i, Math.ceil(lowest / alignment[i]!) * alignment[i]!);

  const start = (capacity: Bytes, lowFirst: number): void =>
    void (heightCost = lowFirst / Math.max(1, capacity * keyScale));

  return { begin: start, choose, canBegin, liftFloor, liftAgain };
}

// By buffer j: the least key of a buffer that rests on it, less its own offset · keyScale.
function leastRises({ count, first, neighbour, searchAbove, keyScale, keyShift }: Conflicts): Float64Array {
  return Float64Array.from({ length: count }, (_, j) => {
    let least = Infinity;
    for (let e = first[j]!; e < first[j + 1]!; e++)
      least = Math.min(least, searchAbove[e]! * keyScale + keyShift[neighbour[e]!]!);
    return least;
  });
}
