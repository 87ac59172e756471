// SPDX-License-Identifier: Apache-2.0
/** The replica of TFLM's planner: its rules one by one, and the placements that real TFLM recorded for the corpus. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { describeWithCorpus } from "../../../test/support/corpus.js";
import { bufferId } from "../../util/branded.js";
import type { Buffer, PlacementProblem } from "../problem.js";
import { greedyPlannerBytes, solveGreedy } from "./greedy.js";

function problemOf(buffers: readonly Partial<Buffer>[]): PlacementProblem {
  const defaults = { size: 16, alignment: 16, live: { start: 0, end: 1 } };
  return {
    buffers: buffers.map((given, i) => ({ id: bufferId(i), label: `b${String(i)}`, ...defaults, ...given })),
    capacity: Infinity,
  };
}

const offsetsOf = (buffers: readonly Partial<Buffer>[]) => solveGreedy(problemOf(buffers)).offsets;

describe("solveGreedy", () => {
  it("places larger buffers first, and the later one of equals", () => {
    expect(offsetsOf([{ size: 16 }, { size: 48 }, { size: 16 }])).toEqual([64, 0, 48]);
  });

  it("compares rounded sizes", () => {
    expect(offsetsOf([{ size: 15 }, { size: 9 }])).toEqual([16, 0]);
  });

  it("places pinned buffers first, where they are, and fills the holes between them", () => {
    expect(offsetsOf([{ size: 64 }, { offset: 32 }, { size: 32 }, { size: 16, offset: 0 }])).toEqual([48, 32, 112, 0]);
    expect(offsetsOf([{ offset: 32 }, { size: 32 }])).toEqual([32, 0]);
  });

  it("reuses the bytes of buffers that are dead", () => {
    expect(offsetsOf([{ live: { start: 0, end: 2 } }, { live: { start: 2, end: 3 } }])).toEqual([0, 0]);
  });

  it("rounds the total as TFLM does, not the height", () => {
    const problem = problemOf([{ size: 20 }]);
    expect(solveGreedy(problem)).toEqual({ offsets: [0], height: 20 });
    expect(greedyPlannerBytes(problem)).toBe(32);
    expect(greedyPlannerBytes(problemOf([]))).toBe(0);
  });
});

interface RecordedPlan {
  readonly planner: string;
  readonly planner_max_bytes: number;
  readonly buffers: readonly {
    readonly bytes: number;
    readonly first: number;
    readonly last: number;
    readonly offset: number;
    readonly offline: boolean;
  }[];
}

describeWithCorpus("solveGreedy reproduces TFLM's recorded plans", ({ folder, models }) => {
  const plans = models
    .map(({ name, golden }) => [name, join(folder, golden ?? "", "plan.json")] as const)
    .filter(([, path]) => existsSync(path));
  it.each(plans)("%s", (_, path) => {
    const plan = JSON.parse(readFileSync(path, "utf8")) as RecordedPlan;
    expect(plan.planner).toBe("greedy");
    const problem = problemOf(
      plan.buffers.map(({ bytes, first, last, offset, offline }) => {
        return { size: bytes, live: { start: first, end: last + 1 }, ...(offline ? { offset } : {}) };
      }),
    );
    expect(solveGreedy(problem).offsets).toEqual(plan.buffers.map(({ offset }) => offset));
    expect(greedyPlannerBytes(problem)).toBe(plan.planner_max_bytes);
  });
});
