// SPDX-License-Identifier: Apache-2.0
/** The ends of TFLM's arena while it allocates: the head grows upwards, the tail downwards, temporaries on the head. */
import { alignUp } from "../../util/align.js";
import type { Bytes } from "../../util/branded.js";
import { ARENA_ALIGNMENT } from "./runtime-structs.js";

/**
 * Follows tflite::SingleArenaBufferAllocator on an arena that starts and ends at multiples of 16 bytes, and remembers
 * the smallest such arena in which no two parts ever met. Where TFLM itself does not look (a permanent allocation is
 * compared with the head, not with the temporaries on it), this does: an arena in which they meet is one in which
 * AllocateTensors overwrites its own data.
 */
export interface ArenaLedger {
  /** Bytes at the tail that are never given back. */
  persistent(size: Bytes, alignment: Bytes): void;
  /** Bytes above the head until `dropTemporaries`. */
  temporary(size: Bytes, alignment: Bytes): void;
  /** Room that something needs between the two ends, both rounded to the arena's alignment. */
  between(size: Bytes): void;
  dropTemporaries(): void;
  /** Sets the head to so many bytes. */
  resizeHead(size: Bytes): void;
  readonly state: { readonly head: Bytes; readonly tail: Bytes; readonly needed: Bytes };
}

export function createArenaLedger(): ArenaLedger {
  let head = 0;
  let top = 0;
  let tail = 0;
  let needed = 0;
  const check = (): void => {
    needed = Math.max(needed, top + tail);
  };
  return {
    persistent(size, alignment) {
      tail = alignUp(tail + size, alignment);
      check();
    },
    temporary(size, alignment) {
      top = alignUp(top, alignment) + size;
      check();
    },
    between(size) {
      needed = Math.max(needed, alignUp(top, ARENA_ALIGNMENT) + size + alignUp(tail, ARENA_ALIGNMENT));
    },
    dropTemporaries() {
      top = head;
    },
    resizeHead(size) {
      head = size;
      top = size;
      check();
    },
    get state() {
      return { head, tail, needed: alignUp(needed, ARENA_ALIGNMENT) };
    },
  };
}
