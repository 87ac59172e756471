// SPDX-License-Identifier: Apache-2.0
/** A memory of search states that have no solution, so that another path to the same state ends at once. */
/* eslint-disable @typescript-eslint/no-non-null-assertion -- the flat arrays are read within their bounds */
import type { Bytes } from "../../util/branded.js";

/** States that are remembered at a time, at most; a newer one takes the slot of an older one. */
const MAX_SLOTS = 2 ** 16;
/** Most searches are short: the memory grows when a quarter as many states as it has slots have been stored. */
const FIRST_SLOTS = 2 ** 8;

/**
 * A state is recognised by 96 bits of hash: among the billion pairs that a long search compares, the chance of one false
 * match is below 10⁻¹⁹, less than that of a memory error.
 */
export interface FailedStates {
  /** Begins the description of a state. */
  readonly start: () => void;
  /** Adds a buffer and its two numbers to the description. */
  readonly add: (buffer: number, floor: Bytes, support: Bytes) => void;
  readonly finish: () => StateKey;
  /** The least height that the state is known to need; 0 when nothing is known. */
  readonly leastHeight: (state: StateKey) => Bytes;
  readonly store: (state: StateKey, leastHeight: Bytes) => void;
}

export interface StateKey {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** Room for all subsets of `buffers` buffers, within reason; `isWide` when floors and supports can exceed 32 bits. */
export function createFailedStates(buffers: number, isWide = false): FailedStates {
  const maxSlots = Math.min(MAX_SLOTS, 2 ** (buffers + 2));
  let slots = Math.min(FIRST_SLOTS, maxSlots);
  let hashes = new Int32Array(3 * slots);
  let heights = new Float64Array(slots);
  let stored = 0;
  let a = 0;
  let b = 0;
  let c = 0;
  const slotOf = (state: StateKey): number => state.a & (slots - 1);
  const put = (state: StateKey, leastHeight: Bytes): void => {
    const slot = slotOf(state);
    hashes[3 * slot] = state.a;
    hashes[3 * slot + 1] = state.b;
    hashes[3 * slot + 2] = state.c;
    heights[slot] = leastHeight;
  };
  const grow = (): void => {
    const [oldHashes, oldHeights] = [hashes, heights];
    slots = Math.min(maxSlots, slots * 8);
    hashes = new Int32Array(3 * slots);
    heights = new Float64Array(slots);
    oldHeights.forEach((height, slot) => {
      const at = 3 * slot;
      if (height > 0) put({ a: oldHashes[at]!, b: oldHashes[at + 1]!, c: oldHashes[at + 2]! }, height);
    });
  };
  return {
    start: () => {
      a = 0x243f6a88;
      b = 0x85a308d3 | 0;
      c = 0x13198a2e;
    },
    add: (buffer, wholeFloor, wholeSupport) => {
      const floor = isWide ? folded(wholeFloor) : wholeFloor;
      const support = isWide ? folded(wholeSupport) : wholeSupport;
      a = mix(a ^ buffer, floor, 0x9e3779b1);
      b = mix(b + buffer, support, 0x85ebca6b);
      a = mix(a, support, 0xc2b2ae35);
      b = mix(b, floor, 0x27d4eb2f);
      c = mix(c ^ support, floor + 31 * buffer, 0x165667b1);
    },
    finish: () => ({ a, b, c }),
    leastHeight: (state) => {
      const slot = slotOf(state);
      const at = 3 * slot;
      const isSame = hashes[at] === state.a && hashes[at + 1] === state.b && hashes[at + 2] === state.c;
      return isSame ? heights[slot]! : 0;
    },
    store: (state, leastHeight) => {
      if (slots < maxSlots && ++stored > slots / 4) grow();
      put(state, leastHeight);
    },
  };
}

// Bits above the lower 32, which are all that `mix` sees, change those.
function folded(value: number): number {
  return (value | 0) ^ Math.imul(Math.floor(value / 2 ** 32), 0x9e3779b1);
}

function mix(hash: number, value: number, factor: number): number {
  const mixed = Math.imul(hash ^ (value | 0), factor);
  return mixed ^ (mixed >>> 15);
}
