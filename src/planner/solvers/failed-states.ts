// SPDX-License-Identifier: Apache-2.0
/** A memory of search states that have no solution, so that another path to the same state ends at once. */
/* eslint-disable @typescript-eslint/no-non-null-assertion -- the flat arrays are read within their bounds */
import type { Bytes } from "../../util/branded.js";

/** States that are remembered at a time; a newer one takes the slot of an older one. */
const SLOTS = 2 ** 16;

/**
 * A state is recognised by 96 bits of hash: among the billion pairs that a long search compares, the chance of one false
 * match is below 10⁻¹⁹, less than that of a memory error.
 */
export interface FailedStates {
  /** Begins the description of a state. */
  readonly start: () => void;
  /** Adds a buffer and its two numbers to the description. */
  readonly add: (buffer: number, floor: Bytes, support: Bytes) => void;
  /** Finishes the description; the slot that `lookUp` and `store` take. */
  readonly finish: () => StateKey;
  /** The least height that the state needs if it is known to exceed the capacity, else 0. */
  readonly lookUp: (key: StateKey, capacity: Bytes) => Bytes;
  readonly store: (key: StateKey, least: Bytes) => void;
}

export interface StateKey {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

export function createFailedStates(): FailedStates {
  const hashes = new Int32Array(3 * SLOTS);
  const least = new Float64Array(SLOTS);
  let a = 0;
  let b = 0;
  let c = 0;
  const slotOf = (key: StateKey): number => key.a & (SLOTS - 1);
  return {
    start: () => {
      a = 0x243f6a88;
      b = 0x85a308d3 | 0;
      c = 0x13198a2e;
    },
    add: (buffer, floor, support) => {
      a = mix(a ^ buffer, floor, 0x9e3779b1);
      b = mix(b + buffer, support, 0x85ebca6b);
      a = mix(a, support, 0xc2b2ae35);
      b = mix(b, floor, 0x27d4eb2f);
      c = mix(c ^ support, floor + 31 * buffer, 0x165667b1);
    },
    finish: () => ({ a, b, c }),
    lookUp: (key, capacity) => {
      const slot = slotOf(key);
      const at = 3 * slot;
      const same = hashes[at] === key.a && hashes[at + 1] === key.b && hashes[at + 2] === key.c;
      return same && least[slot]! > capacity ? least[slot]! : 0;
    },
    store: (key, height) => {
      const slot = slotOf(key);
      hashes[3 * slot] = key.a;
      hashes[3 * slot + 1] = key.b;
      hashes[3 * slot + 2] = key.c;
      least[slot] = height;
    },
  };
}

function mix(hash: number, value: number, factor: number): number {
  const mixed = Math.imul(hash ^ (value | 0), factor);
  return mixed ^ (mixed >>> 15);
}
