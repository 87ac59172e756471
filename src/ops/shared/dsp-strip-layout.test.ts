// SPDX-License-Identifier: Apache-2.0
/** The order of strips, walked through by hand: each weight must meet its input in all four windows. */
import { describe, expect, it } from "vitest";
import type { ConvGeometry } from "./conv-geometry.js";
import { columnPlaces, couples, stripColumns, stripRow, stripTaps, tapChains } from "./dsp-strip-layout.js";

const ROWS = [
  [2, 1],
  [3, 1],
  [5, 1],
  [3, 2],
  [5, 2],
  [5, 3],
  [5, 4],
].map(([kernel = 0, stride = 0]) => ({ kernel, stride }));

describe.each(ROWS)("rows of $kernel taps, $stride columns apart", (row) => {
  it("have every tap meet the column of its window", () => {
    const columnAt: number[] = [];
    for (let column = 0; column < stripColumns(row); column++) {
      for (const place of columnPlaces(row, column)) {
        expect(columnAt[place]).toBeUndefined();
        columnAt[place] = column;
      }
    }
    expect(columnAt.filter((column) => column >= 0)).toHaveLength(2 * couples(row));
    // The inner loop: two words at a time; a couple serves windows 0 and 2 and, one tap earlier, windows 1 and 3.
    let at = 0;
    for (const chain of tapChains(row)) {
      for (const tap of chain) {
        expect([columnAt[at], columnAt[at + 1]]).toEqual([tap, tap + 2 * row.stride]);
        at += 2;
        expect([columnAt[at], columnAt[at + 1]]).toEqual([tap + row.stride, tap + 3 * row.stride]);
      }
      at += 2;
    }
  });

  it("have every weight once", () => {
    const geometry = { kernelHeight: 2, inputDepth: 8 } as ConvGeometry;
    const taps = stripTaps(row, geometry);
    expect(taps.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 2 * row.kernel * 8 }, (_, i) => i));
  });
});

describe("stripRow", () => {
  const geometry = {
    groups: 1,
    dilationWidth: 1,
    inputDepth: 8,
    outputWidth: 12,
    kernelWidth: 3,
    strideWidth: 1,
  } as ConvGeometry;

  it.each([{ groups: 2 }, { dilationWidth: 2 }, { inputDepth: 6 }, { outputWidth: 10 }, { strideWidth: 3 }])(
    "refuses %o",
    (change) => {
      expect(stripRow(geometry)).toEqual({ kernel: 3, stride: 1 });
      expect(stripRow({ ...geometry, ...change })).toBeUndefined();
    },
  );
});
