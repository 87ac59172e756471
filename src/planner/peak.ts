// SPDX-License-Identifier: Apache-2.0
/** The moment at which most bytes are alive, and the buffers that make it. */
import type { BufferId, Bytes, Time } from "../util/branded.js";
import type { PlacementProblem } from "./problem.js";

export interface PeakMoment {
  readonly time: Time;
  /** Sum of the sizes of the buffers alive at this time; overlap and alignment are not counted. */
  readonly liveBytes: Bytes;
  /** Largest first. */
  readonly buffers: readonly BufferId[];
}

/** The earliest of the highest moments; undefined for a problem without buffers. */
export function findPeak(problem: PlacementProblem): PeakMoment | undefined {
  let peak: PeakMoment | undefined;
  for (const { live } of problem.buffers) {
    const alive = problem.buffers.filter((other) => other.live.start <= live.start && live.start < other.live.end);
    const liveBytes = alive.reduce((sum, buffer) => sum + buffer.size, 0);
    if (peak === undefined || liveBytes > peak.liveBytes || (liveBytes === peak.liveBytes && live.start < peak.time)) {
      const buffers = alive.sort((a, b) => b.size - a.size || a.id - b.id).map((buffer) => buffer.id);
      peak = { time: live.start, liveBytes, buffers };
    }
  }
  return peak;
}
