// SPDX-License-Identifier: Apache-2.0
/** Layers meet by place and name; what is not known on one side is not compared. */
import { describe, expect, it } from "vitest";
import { type Comparable, compareProfiles, regressions } from "./compare.js";

const TABLE = { name: "cortex-m4", version: 1 };
const work = (instructions: number | null, cycles: number | null) => ({
  instructions,
  cycles: cycles === null ? null : { value: cycles },
});
const before: Comparable = {
  total: work(1000, 1500),
  layers: [
    { node: 0, op: "A", ...work(600, 900) },
    { node: 1, op: "B", ...work(300, 450) },
    { node: 3, op: "C", ...work(100, 150) },
  ],
  costTable: TABLE,
};

describe("compareProfiles", () => {
  it("matches layers and keeps those that only one side has", () => {
    const after: Comparable = {
      total: work(900, 1200),
      layers: [
        { node: 1, op: "B", ...work(330, 450) },
        { node: 0, op: "A", ...work(500, 700) },
        { node: 3, op: "D", ...work(70, 50) },
      ],
      costTable: TABLE,
    };
    const { layers, total } = compareProfiles(before, after);
    expect(layers.map(({ node, op }) => `${node} ${op}`)).toEqual(["1 B", "0 A", "3 D", "3 C"]);
    expect(layers[0]?.instructions.percent).toBeCloseTo(10);
    expect(layers[2]?.instructions).toEqual({ before: null, after: 70, percent: null });
    expect(layers[3]?.instructions).toEqual({ before: 100, after: null, percent: null });
    expect(total.cycles).toMatchObject({ before: 1500, after: 1200 });
    expect(total.cycles.percent).toBeCloseTo(-20);
  });

  it("adds up several nodes of one operator", () => {
    const split: Comparable = {
      ...before,
      layers: [
        { node: 0, op: "A", ...work(200, 300) },
        { node: 0, op: "A", ...work(250, null) },
      ],
    };
    const [layer] = compareProfiles(before, split).layers;
    expect(layer?.instructions).toEqual({ before: 600, after: 450, percent: -25 });
    expect(layer?.cycles).toEqual({ before: 900, after: null, percent: null });
  });

  it("does not compare the estimates of different tables", () => {
    const other = compareProfiles({ ...before, costTable: { name: "cortex-m4", version: 2 } }, before);
    expect(other.total.cycles).toEqual({ before: null, after: null, percent: null });
    expect(other.total.instructions.percent).toBe(0);
  });
});

describe("regressions", () => {
  const grown: Comparable = { ...before, total: work(1020, 1600) };
  it("are totals above the limit, which itself is allowed", () => {
    const comparison = compareProfiles(before, grown);
    expect(regressions(comparison, 2).map(({ what }) => what)).toEqual(["estimated cycles"]);
    expect(regressions(comparison, 1.9).map(({ what }) => what)).toEqual(["instructions", "estimated cycles"]);
    expect(regressions(comparison, 7)).toEqual([]);
  });

  it("are none where a side is unknown", () => {
    expect(regressions(compareProfiles({ ...before, total: work(null, null) }, grown), 0)).toEqual([]);
  });
});
