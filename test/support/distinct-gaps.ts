// SPDX-License-Identifier: Apache-2.0
/** Gaps between buffers of random placement problems. */
import type { Buffer, OverlapGap } from "../../src/planner/problem.js";

/** Two buffers by number, and how far the gap lies on the way from size(lower), 0, to −size(upper), 4. */
export interface DrawnGap {
  readonly lower: number;
  readonly upper: number;
  readonly share: number;
}

/** At most one gap for each ordered pair of buffers that exist. */
export function distinctGaps(drawn: readonly DrawnGap[], buffers: readonly Buffer[]): OverlapGap[] {
  const byPair = new Map<string, OverlapGap>();
  for (const { lower, upper, share } of drawn) {
    const [below, above] = [buffers[lower], buffers[upper]];
    if (below === undefined || above === undefined || below === above) continue;
    const gap = below.size - Math.ceil(((below.size + above.size) * share) / 4);
    byPair.set(`${String(lower)}-${String(upper)}`, { lower: below.id, upper: above.id, gap });
  }
  return [...byPair.values()];
}
