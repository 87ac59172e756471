// SPDX-License-Identifier: Apache-2.0
/** Checks a placement against its problem pair by pair, sharing no code with any solver or bound. */
import { invariant } from "../diagnostics/tinygen-error.js";
import type { Branded, BufferId } from "../util/branded.js";
import type { Buffer, Placement, PlacementProblem } from "./problem.js";

export type PlacementFaultKind =
  "wrong-buffer-count" | "moved-fixed-buffer" | "out-of-bounds" | "misaligned" | "overlap" | "wrong-height";

/** One broken rule; `buffers` are the one or two buffers that break it. */
export interface PlacementFault {
  readonly kind: PlacementFaultKind;
  readonly buffers: readonly BufferId[];
  readonly message: string;
}

/** A placement without faults. Only `verifyPlacement` makes one. */
export type VerifiedPlacement = Branded<Placement, "VerifiedPlacement">;

/**
 * Every rule that the placement breaks, in O(n²); empty when it is valid.
 * The problem's capacity is no rule here: whether the plan fits the board is asked elsewhere.
 */
export function checkPlacement(problem: PlacementProblem, placement: Placement): PlacementFault[] {
  const { buffers } = problem;
  const { offsets, height } = placement;
  if (offsets.length !== buffers.length || buffers.some((buffer, i) => Number(buffer.id) !== i)) {
    const message = `${String(buffers.length)} buffers, numbered from 0, need as many offsets; there are ${String(offsets.length)}`;
    return [{ kind: "wrong-buffer-count", buffers: [], message }];
  }
  const faults: PlacementFault[] = [];
  let top = 0;
  buffers.forEach((buffer, i) => {
    const offset = offsets[i] ?? NaN;
    faults.push(...checkBuffer(buffer, offset));
    top = Math.max(top, offset + buffer.size);
  });
  for (const upper of buffers) {
    for (const lower of buffers) {
      if (lower.id >= upper.id) break;
      const fault = pairFault(problem, offsets, lower, upper);
      if (fault !== undefined) faults.push(fault);
    }
  }
  if (top !== height) {
    const message = `height is given as ${String(height)}, the highest buffer ends at ${String(top)}`;
    faults.push({ kind: "wrong-height", buffers: [], message });
  }
  return faults;
}

/** Brands a placement as valid; a fault is a bug in the solver that made it (TG9001). */
export function verifyPlacement(problem: PlacementProblem, placement: Placement): VerifiedPlacement {
  const [first] = checkPlacement(problem, placement);
  invariant(first === undefined, `arena placement is invalid (${first?.kind ?? ""}: ${first?.message ?? ""})`);
  return placement as VerifiedPlacement;
}

function checkBuffer(buffer: Buffer, offset: number): PlacementFault[] {
  const faults: PlacementFault[] = [];
  const found = (kind: PlacementFaultKind, what: string) =>
    faults.push({ kind, buffers: [buffer.id], message: `${describe(buffer, offset)} ${what}` });
  // Not `!(offset < 0)`: NaN and fractions must fail here too.
  if (!Number.isSafeInteger(offset) || offset < 0) found("out-of-bounds", "does not begin at a byte of the arena");
  else if (offset % buffer.alignment !== 0) found("misaligned", `is not aligned to ${String(buffer.alignment)}`);
  if (buffer.offset !== undefined && buffer.offset !== offset) {
    found("moved-fixed-buffer", `is fixed at ${String(buffer.offset)}`);
  }
  return faults;
}

function pairFault(
  problem: PlacementProblem,
  offsets: readonly number[],
  a: Buffer,
  b: Buffer,
): PlacementFault | undefined {
  const liveTogether = Math.max(a.live.start, b.live.start) < Math.min(a.live.end, b.live.end);
  if (!liveTogether) return undefined;
  const atA = offsets[a.id] ?? NaN;
  const atB = offsets[b.id] ?? NaN;
  if (atA + gapBetween(problem, a, b) <= atB || atB + gapBetween(problem, b, a) <= atA) return undefined;
  const message = `${describe(a, atA)} and ${describe(b, atB)} are live together`;
  return { kind: "overlap", buffers: [a.id, b.id], message };
}

function gapBetween(problem: PlacementProblem, lower: Buffer, upper: Buffer): number {
  const relaxed = problem.gaps?.find((gap) => gap.lower === lower.id && gap.upper === upper.id);
  return relaxed?.gap ?? lower.size;
}

function describe(buffer: Buffer, offset: number): string {
  return `buffer ${String(buffer.id)} "${buffer.label}" at [${String(offset)}, ${String(offset + buffer.size)})`;
}
