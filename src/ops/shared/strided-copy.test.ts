// SPDX-License-Identifier: Apache-2.0
/** Copies end up with the fewest loops and the longest runs, and their overlap distance is that of a byte-wise replay. */
import { describe, expect, it, test } from "vitest";
import {
  copyDistance,
  copyFunction,
  copyMemory,
  copyRuns,
  denseStrides,
  forEachRun,
  stridedCopy,
} from "./strided-copy.js";

test("strides of a dense tensor", () => {
  expect(denseStrides([2, 3, 4])).toEqual([12, 4, 1]);
  expect(denseStrides([])).toEqual([]);
});

describe("loops", () => {
  it("drops extents of 1 and fuses neighbours that continue one another", () => {
    const copy = stridedCopy({
      from: 5,
      loops: [
        { extent: 2, from: 24, to: 12 },
        { extent: 1, from: 99, to: 99 },
        { extent: 3, from: 8, to: 4 },
        { extent: 4, from: 1, to: 1 },
      ],
    });
    expect(copy).toEqual({ from: 5, to: 0, loops: [{ extent: 6, from: 8, to: 4 }], run: 4 });
    expect(copyRuns(copy)).toBe(6);
  });

  it("makes one run of a dense copy", () => {
    const strides = denseStrides([2, 3, 4]);
    const loops = [2, 3, 4].map((extent, axis) => ({ extent, from: strides[axis] ?? 0, to: strides[axis] ?? 0 }));
    expect(stridedCopy({ loops })).toEqual({ from: 0, to: 0, loops: [], run: 24 });
  });

  it("fuses axes that are walked backwards together", () => {
    const loops = [
      { extent: 2, from: -3, to: 3 },
      { extent: 3, from: -1, to: 1 },
    ];
    expect(stridedCopy({ from: 5, loops })).toEqual({
      from: 5,
      to: 0,
      loops: [{ extent: 6, from: -1, to: 1 }],
      run: 1,
    });
  });
});

describe("runs", () => {
  it("are visited in the order of the loops", () => {
    const copy = stridedCopy({
      loops: [
        { extent: 2, from: 1, to: 3 },
        { extent: 3, from: 2, to: 1 },
      ],
    });
    const visited: number[][] = [];
    forEachRun(copy, (from, to) => visited.push([from, to]));
    expect(visited).toEqual([
      [0, 0],
      [2, 1],
      [4, 2],
      [1, 3],
      [3, 4],
      [5, 5],
    ]);
  });

  it("are assignments, memcpy, or one memmove", () => {
    const element = { extent: 8, from: 2, to: 1 };
    const run = { extent: 8, from: 1, to: 1 };
    expect(copyFunction(stridedCopy({ loops: [element] }))).toBe("assignment");
    expect(copyFunction(stridedCopy({ loops: [{ extent: 2, from: 20, to: 10 }, run] }))).toBe("memcpy");
    expect(copyFunction(stridedCopy({ loops: [run] }))).toBe("memmove");
  });
});

describe("overlap", () => {
  const columns = stridedCopy({ from: 1, loops: [{ extent: 4, from: 3, to: 1 }] });
  const spread = stridedCopy({ loops: [{ extent: 4, from: 1, to: 3 }] });
  const backwards = stridedCopy({ from: 3, loops: [{ extent: 4, from: -1, to: 1 }] });

  // The smallest distance at which element-wise copying in place gives the right result.
  function replayed(copy: ReturnType<typeof stridedCopy>): number {
    const works = (distance: number): boolean => {
      const memory = Array.from({ length: 200 }, (_, i) => i);
      const target = 100 - distance;
      const expected: number[] = [];
      forEachRun(copy, (from) => expected.push(100 + from));
      const places: number[] = [];
      forEachRun(copy, (from, to) => {
        memory[target + to] = memory[100 + from] ?? -1;
        places.push(target + to);
      });
      return places.every((place, i) => memory[place] === expected[i]);
    };
    let distance = 60;
    while (distance > -60 && works(distance - 1)) distance--;
    return distance;
  }

  it.each([
    ["picking columns", columns],
    ["spreading", spread],
    ["reversing", backwards],
  ])("distance of %s", (_, copy) => {
    expect(copyDistance(copy)).toBe(replayed(copy));
  });

  it("keeps memcpy off its own source as well", () => {
    const rows = stridedCopy({
      from: 5,
      loops: [
        { extent: 3, from: 9, to: 4 },
        { extent: 4, from: 1, to: 1 },
      ],
    });
    // The first row goes from 5 … 8 to 0 … 3: apart when the target starts at 1 or below.
    expect(copyDistance(rows)).toBe(-1);
  });

  it("is declared in bytes, and in both directions for a single run", () => {
    expect(copyMemory(spread, 4).overlaps).toEqual([{ input: 0, output: 0, outputBelow: 4 * copyDistance(spread) }]);
    const single = stridedCopy({ from: 9, loops: [{ extent: 8, from: 1, to: 1 }] });
    expect(copyMemory(single, 1).overlaps).toEqual([{ input: 0, output: 0, outputBelow: 0, outputAbove: 0 }]);
  });
});
