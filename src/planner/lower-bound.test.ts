// SPDX-License-Identifier: Apache-2.0
/** The lower bound in cases whose value can be seen: live bytes, alignment, pins and what overlap saves. */
import { describe, expect, it } from "vitest";
import { bufferId } from "../util/branded.js";
import { lowerBound, nextReachableHeight } from "./lower-bound.js";
import type { Buffer, PlacementProblem } from "./problem.js";

type Gap = readonly [lower: number, upper: number, gap: number];

function problemOf(buffers: readonly Partial<Buffer>[], gaps: readonly Gap[] = []): PlacementProblem {
  const defaults = { size: 16, alignment: 1, live: { start: 0, end: 1 } };
  return {
    buffers: buffers.map((given, i) => ({ id: bufferId(i), label: `b${String(i)}`, ...defaults, ...given })),
    capacity: Infinity,
    gaps: gaps.map(([lower, upper, gap]) => ({ lower: bufferId(lower), upper: bufferId(upper), gap })),
  };
}

const boundOf = (buffers: readonly Partial<Buffer>[], gaps?: readonly Gap[]) => lowerBound(problemOf(buffers, gaps));

describe("lowerBound", () => {
  it("is the largest sum of live sizes", () => {
    const chain = [0, 1, 2].map((start) => ({ size: 10 * (start + 1), live: { start, end: start + 2 } }));
    expect(boundOf(chain)).toBe(50);
    expect(boundOf([])).toBe(0);
  });

  it("counts a buffer that is never live by its size alone", () => {
    expect(boundOf([{ size: 8 }, { size: 12, live: { start: 0, end: 0 } }])).toBe(12);
  });

  it("rounds all but the topmost buffer up to the common alignment", () => {
    expect(
      boundOf([
        { size: 5, alignment: 16 },
        { size: 7, alignment: 32 },
      ]),
    ).toBe(21);
  });

  it("is at least the end of a pinned buffer", () => {
    expect(boundOf([{ offset: 100 }])).toBe(116);
  });

  it("is a height at which some buffer can end", () => {
    // 24 bytes are live, but a buffer can only end at 8 or 40 (the pins) or at a multiple of 16 plus 12 (the other).
    const buffers = [
      { size: 4, offset: 4 },
      { size: 8, offset: 32 },
      { size: 12, alignment: 16 },
    ];
    expect(boundOf(buffers)).toBe(40);
  });

  it.each<[string, readonly number[], readonly Gap[], number]>([
    ["a gap saves the rest of the lower buffer", [24, 16], [[0, 1, 8]], 24],
    ["at most the size of the upper buffer", [100, 16], [[0, 1, 8]], 100],
    [
      "the better direction counts",
      [24, 16],
      [
        [0, 1, 20],
        [1, 0, 2],
      ],
      26,
    ],
    ["a negative gap saves no more than the smaller buffer", [24, 16], [[0, 1, -20]], 24],
    [
      "one output cannot lie in two inputs at once",
      [16, 16, 16],
      [
        [0, 1, 0],
        [0, 2, 0],
      ],
      32,
    ],
  ])("%s", (_, sizes, gaps, expected) => {
    expect(
      boundOf(
        sizes.map((size) => ({ size })),
        gaps,
      ),
    ).toBe(expected);
  });

  it("saves only while both buffers are live", () => {
    const apart = [
      { size: 24, live: { start: 0, end: 1 } },
      { size: 16, live: { start: 1, end: 2 } },
      { size: 30, live: { start: 1, end: 2 } },
    ];
    expect(boundOf(apart, [[0, 1, 0]])).toBe(46);
  });

  it("stays sound with more relaxed buffers at once than it enumerates", () => {
    const gaps = Array.from({ length: 11 }, (_, i): Gap => [i, i + 1, 0]);
    const bound = boundOf(
      Array.from({ length: 12 }, () => ({ size: 16 })),
      gaps,
    );
    // Pairs can share all their bytes, so six buffers' worth suffices; every second buffer has no partner.
    expect(bound).toBe(6 * 16);
  });
});

describe("nextReachableHeight", () => {
  it("steps from end to end", () => {
    const problem = problemOf([
      { size: 5, alignment: 8 },
      { size: 6, alignment: 8 },
    ]);
    expect([0, 6, 7, 13, 14, 15].map((height) => nextReachableHeight(problem, height))).toEqual([5, 6, 13, 13, 14, 21]);
  });
});
