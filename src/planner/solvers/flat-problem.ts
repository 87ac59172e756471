// SPDX-License-Identifier: Apache-2.0
/**
 * The placement problem in flat arrays, as all that searches works on it: parts of a problem are made again and again, and
 * arrays of one shape are cheap to make, small and the same to the JavaScript engine wherever they come from.
 */
/* eslint-disable @typescript-eslint/no-non-null-assertion -- the flat arrays are read within their bounds */
import { alignUp } from "../../util/align.js";
import type { Bytes } from "../../util/branded.js";
import type { Buffer, OverlapGap, Placement, PlacementProblem } from "../problem.js";

/** Whole numbers: in 32 bits, which the engine reads without making an object of each, or as doubles where those are too few. */
export type Numbers = Int32Array | Float64Array;

/** Marks a buffer without a fixed offset in `FlatProblem.pin`. */
export const FREE = -1;

/** How the numbers of a problem are kept. */
export interface NumberFormat {
  /** Makes arrays for offsets, heights and all else that is measured in bytes. */
  readonly Numbers: new (length: number) => Numbers;
  /** Keys (see `Conflicts.keyShift`) are offsets times this, a power of two: room to number those that tie. */
  readonly keyScale: number;
}

/** By buffer. A buffer is live in [start, end), never when that is empty. */
export interface FlatProblem extends NumberFormat {
  readonly count: number;
  readonly size: Numbers;
  readonly alignment: Numbers;
  /** The fixed offset, or FREE. */
  readonly pin: Numbers;
  readonly start: Numbers;
  readonly end: Numbers;
  readonly gaps: FlatGaps;
}

/** See `OverlapGap`: one entry for each ordered pair that has one. */
export interface FlatGaps {
  readonly lower: Int32Array;
  readonly upper: Int32Array;
  readonly gap: Numbers;
}

/** Offsets of all buffers and the height that they reach. */
export interface Layout {
  readonly offsets: Numbers;
  readonly height: Bytes;
}

export function flatten({ buffers, gaps = [] }: PlacementProblem): FlatProblem {
  const flat = emptyProblem(formatFor(buffers, gaps), buffers.length, gaps.length);
  buffers.forEach(({ size, alignment, live, offset }, i) => {
    flat.size[i] = size;
    flat.alignment[i] = alignment;
    flat.pin[i] = offset ?? FREE;
    flat.start[i] = live.start;
    flat.end[i] = live.end;
  });
  gaps.forEach(({ lower, upper, gap }, g) => {
    flat.gaps.lower[g] = lower;
    flat.gaps.upper[g] = upper;
    flat.gaps.gap[g] = gap;
  });
  return flat;
}

/** The finest scale of keys, and the largest numbers of which three can be added in 32 bits and in a double. */
const MAX_KEY_SCALE = 2 ** 16;
const MAX_INT = 2 ** 29;
const MAX_EXACT = 2 ** 51;

// No search goes higher than all buffers on top of each other, above the highest pin. With a scale above their number
// all that tie can be told apart between one offset and the next.
function formatFor(buffers: readonly Buffer[], gaps: readonly OverlapGap[]): NumberFormat {
  const isSmall = (value: number): boolean => Number.isInteger(value) && Math.abs(value) <= MAX_INT;
  const areSmall = ({ size, alignment, live, offset = 0 }: Buffer): boolean =>
    [size, alignment, live.start, live.end, offset].every(isSmall);
  const pile = buffers.reduce((sum, { size, alignment }) => sum + size + alignment, 0);
  const top = buffers.reduce((highest, { offset = 0 }) => Math.max(highest, offset), 0) + pile;
  const keyScale = largestScale(top, MAX_INT);
  const fits = keyScale > buffers.length && buffers.every(areSmall) && gaps.every(({ gap }) => isSmall(gap));
  return fits ? { Numbers: Int32Array, keyScale } : { Numbers: Float64Array, keyScale: largestScale(top, MAX_EXACT) };
}

function largestScale(top: Bytes, limit: number): number {
  let scale = MAX_KEY_SCALE;
  while (scale > 1 && top * scale > limit) scale /= 2;
  return scale;
}

/** The buffers `chosen`, whose new numbers newId has (−1 for the others), with the gaps between them and with these pins. */
export function flatPart(flat: FlatProblem, chosen: readonly number[], newId: Int32Array, pin: Numbers): FlatProblem {
  const { lower, upper, gap } = flat.gaps;
  let gapCount = 0;
  for (let g = 0; g < gap.length; g++) if (newId[lower[g]!]! >= 0 && newId[upper[g]!]! >= 0) gapCount++;
  const part = emptyProblem(flat, chosen.length, gapCount);
  for (let at = 0; at < chosen.length; at++) {
    const i = chosen[at]!;
    part.size[at] = flat.size[i]!;
    part.alignment[at] = flat.alignment[i]!;
    part.pin[at] = pin[i]!;
    part.start[at] = flat.start[i]!;
    part.end[at] = flat.end[i]!;
  }
  for (let g = 0, next = 0; g < gap.length; g++) {
    const [below, above] = [newId[lower[g]!]!, newId[upper[g]!]!];
    if (below < 0 || above < 0) continue;
    part.gaps.lower[next] = below;
    part.gaps.upper[next] = above;
    part.gaps.gap[next++] = gap[g]!;
  }
  return part;
}

function emptyProblem({ Numbers, keyScale }: NumberFormat, count: number, gapCount: number): FlatProblem {
  return {
    count,
    Numbers,
    keyScale,
    size: new Numbers(count),
    alignment: new Numbers(count),
    pin: new Numbers(count),
    start: new Numbers(count),
    end: new Numbers(count),
    gaps: { lower: new Int32Array(gapCount), upper: new Int32Array(gapCount), gap: new Numbers(gapCount) },
  };
}

/** The buffers that are ever live by rising start, then by number. */
export function liveByStart({ count, start, end }: FlatProblem): readonly number[] {
  const live: number[] = [];
  for (let i = 0; i < count; i++) if (start[i]! < end[i]!) live.push(i);
  return live.sort((a, b) => start[a]! - start[b]! || a - b);
}

/** As the rest of the program knows it. */
export function placementOf({ offsets, height }: Layout): Placement {
  return { offsets: Array.from(offsets), height };
}

/** The height of these offsets. */
export function heightOf({ count, size }: FlatProblem, offsets: Numbers): Bytes {
  let height = 0;
  for (let i = 0; i < count; i++) if (offsets[i]! + size[i]! > height) height = offsets[i]! + size[i]!;
  return height;
}

/** The smallest height ≥ `atLeast` at which some buffer can end, given its pin or alignment; 0 without buffers. */
export function nextHeight({ count, size, alignment, pin }: FlatProblem, atLeast: Bytes): Bytes {
  let next = count === 0 ? 0 : Infinity;
  for (let i = 0; i < count; i++) {
    const offset = pin[i] === FREE ? alignUp(Math.max(0, atLeast - size[i]!), alignment[i]!) : pin[i]!;
    const end = offset + size[i]!;
    if (end >= atLeast && end < next) next = end;
  }
  return next;
}
