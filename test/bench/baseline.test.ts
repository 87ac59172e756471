// SPDX-License-Identifier: Apache-2.0
/** A figure that got worse is found, whatever else got better. */
import { describe, expect, it } from "vitest";
import { compareWithBaseline, type FirmwareFigures } from "./baseline.js";

const ROW: FirmwareFigures = {
  ...{ model: "m", board: "b", optimize: "speed" },
  ...{ instructions: 1000, estimatedCycles: 1500, ram: 300, code: 4000, weights: 5000 },
};

describe("compareWithBaseline", () => {
  it("tells worse from better, figure by figure", () => {
    const report = compareWithBaseline([ROW], [{ ...ROW, instructions: 900, code: 4001 }]);
    expect(report.worse).toEqual([{ key: "m on b for speed", figure: "code", before: 4000, after: 4001 }]);
    expect(report.better.map(({ figure }) => figure)).toEqual(["instructions"]);
    expect(report.incomparable).toEqual([]);
    expect(compareWithBaseline([ROW], [ROW])).toEqual({ worse: [], better: [], incomparable: [] });
  });

  it("says what it cannot compare", () => {
    const { incomparable } = compareWithBaseline(
      [ROW, { ...ROW, board: "gone" }],
      [
        { ...ROW, estimatedCycles: null },
        { ...ROW, model: "fresh" },
      ],
    );
    expect(incomparable).toEqual([
      "m on gone for speed: no longer measured",
      "m on b for speed: estimatedCycles was 1500, is ?",
      "fresh on b for speed: new",
    ]);
    expect(compareWithBaseline([ROW, { ...ROW, board: "gone" }], [ROW], { partial: true }).incomparable).toEqual([]);
  });
});
