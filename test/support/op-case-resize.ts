// SPDX-License-Identifier: Apache-2.0
/** Sizes and alignments for random cases of the resizing operators. */
import fc from "fast-check";
import { extent, seed } from "./op-case-arbitraries.js";

/** Factors of 2 and 3 as networks have them, and any other size. */
const axis = fc
  .record({ input: extent(9), factor: fc.constantFrom(1, 2, 2, 3, 0, 0), size: extent(16) })
  .map(({ input, factor, size }) => ({ input, output: factor === 0 ? size : input * factor }));

export const resizing = fc.record({
  batches: fc.constantFrom(1, 1, 2),
  depth: extent(9),
  height: axis,
  width: axis,
  alignment: fc.constantFrom("none", "corners", "centers"),
  constant: fc.nat({ max: 7 }).map((n) => n === 0),
  seed,
});

export function alignments(alignment: string) {
  return { alignCorners: alignment === "corners", halfPixelCenters: alignment === "centers" };
}
