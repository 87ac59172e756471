// SPDX-License-Identifier: Apache-2.0
/** The height that the sections, buffers and pins of a problem enforce. */
/* eslint-disable @typescript-eslint/no-non-null-assertion -- the flat arrays are read within their bounds */
import type { Bytes } from "../../util/branded.js";
import { type FlatProblem, nextHeight } from "./flat-problem.js";
import type { Sections } from "./sections.js";

/** No placement is lower; rounded up to a height that a placement can have. Sound for gaps and mixed alignments. */
export function lowerBoundOf(flat: FlatProblem, { load }: Sections): Bytes {
  let bound = 0;
  for (const height of load) bound = Math.max(bound, height);
  for (let i = 0; i < flat.count; i++) bound = Math.max(bound, Math.max(0, flat.pin[i]!) + flat.size[i]!);
  return nextHeight(flat, bound);
}
