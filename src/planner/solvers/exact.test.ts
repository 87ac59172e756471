// SPDX-License-Identifier: Apache-2.0
/** The exact solver on the small problems of test/corpus (FILE.OPTIMUM.csv), at its limits and with bad pins. */
import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { leastHeight } from "../../../test/support/brute-force-placement.js";
import { bufferId } from "../../util/branded.js";
import { readProblemCsv } from "../csv.js";
import { lowerBound } from "../lower-bound.js";
import type { Buffer, PlacementProblem } from "../problem.js";
import { checkPlacement } from "../verify-placement.js";
import { solveExact } from "./exact.js";
import { solveWithin } from "./within.js";
import { solveGreedy } from "./greedy.js";

const CORPUS = new URL("../../../test/corpus/", import.meta.url);
const files = readdirSync(CORPUS).filter((name) => name.endsWith(".csv"));

function load(name: string): PlacementProblem {
  const { value, diagnostics } = readProblemCsv(readFileSync(new URL(name, CORPUS), "utf8"));
  expect(diagnostics).toEqual([]);
  return value;
}

function problemOf(buffers: readonly Partial<Buffer>[]): PlacementProblem {
  const defaults = { size: 16, alignment: 1, live: { start: 0, end: 1 } };
  return {
    buffers: buffers.map((given, i) => ({ id: bufferId(i), label: `b${String(i)}`, ...defaults, ...given })),
    capacity: Infinity,
  };
}

/** Layers of one to twelve buffers in which every moment is filled to the same height: no slack for bad choices. */
function tightProblem(layers: number, height: number): PlacementProblem {
  let state = 1;
  const random = (below: number) => (state = (state * 48271) % 2147483647) % below;
  const buffers: { size: number; live: { start: number; end: number } }[] = [];
  for (let time = 0; time < layers; time++) {
    for (const { live } of buffers) if (live.end > time && random(3) === 0) live.end = time;
    let free = height;
    for (const { size, live } of buffers) if (live.end > time) free -= size;
    while (free > 0) {
      const size = Math.min(free, 1 + random(Math.ceil(height / 5)));
      buffers.push({ size, live: { start: time, end: layers } });
      free -= size;
    }
  }
  return problemOf(buffers.filter(({ live }) => live.start < live.end));
}

describe("solveExact", () => {
  it("has a corpus", () => {
    expect(files.length).toBeGreaterThan(10);
  });

  it.each(files)("%s", (name) => {
    const problem = load(name);
    const optimum = Number(name.split(".").at(-2));
    const result = solveExact(problem);
    expect(result).toMatchObject({ status: "optimal", lowerBound: optimum, placement: { height: optimum } });
    if (result.status === "optimal") expect(checkPlacement(problem, result.placement)).toEqual([]);
    const bound = Number(/above-bound-of-(\d+)/.exec(name)?.[1] ?? optimum);
    expect(lowerBound(problem)).toBeLessThanOrEqual(optimum);
    if (bound < optimum) expect(lowerBound(problem)).toBe(bound);
    const greedy = /greedy-needs-(\d+)/.exec(name)?.[1];
    if (greedy !== undefined) expect(solveGreedy(problem).height).toBe(Number(greedy));
    expect(leastHeight(problem)).toBe(optimum);
  });

  it("says bounded when the steps end before the proof", () => {
    const problem = load("above-bound-of-5.6.csv");
    const result = solveExact(problem, { maxSteps: 1 });
    expect(result).toMatchObject({ status: "bounded", lowerBound: 5, steps: 1 });
    if (result.status === "bounded") expect(checkPlacement(problem, result.placement)).toEqual([]);
  });

  it("improves on greedy within a budget and keeps to it", () => {
    const problem = tightProblem(60, 1000);
    const result = solveExact(problem, { maxSteps: 2000 });
    if (result.status === "infeasible") throw new Error("nothing is pinned");
    expect(result.steps).toBeLessThanOrEqual(2000);
    expect(checkPlacement(problem, result.placement)).toEqual([]);
    expect(result.placement.height).toBeLessThan(solveGreedy(problem).height);
  });

  it("minimises although the capacity is lower", () => {
    const problem = { ...problemOf([{}, {}]), capacity: 20 };
    expect(solveExact(problem)).toMatchObject({ status: "optimal", placement: { height: 32 } });
  });

  it("reports pins that overlap or are misaligned as infeasible", () => {
    const overlapping = problemOf([{ offset: 0 }, { offset: 15 }]);
    expect(solveExact(overlapping)).toMatchObject({ status: "infeasible", steps: 0 });
    expect(solveExact(problemOf([{ offset: 8, alignment: 16 }]))).toMatchObject({ status: "infeasible", steps: 0 });
  });

  it("accepts pins that overlap as far as a gap allows", () => {
    const pins = problemOf([{ offset: 0 }, { offset: 4 }]);
    const gaps = [{ lower: bufferId(0), upper: bufferId(1), gap: 4 }];
    expect(solveExact({ ...pins, gaps })).toMatchObject({
      status: "optimal",
      placement: { offsets: [0, 4], height: 20 },
    });
  });

  it("gives a valid placement when gaps form a circle that its search cannot order", () => {
    const gap = (lower: number, upper: number, bytes: number) => {
      return { lower: bufferId(lower), upper: bufferId(upper), gap: bytes };
    };
    const problem = { ...problemOf([{}, {}, {}, {}]), gaps: [gap(0, 1, -9), gap(1, 2, -9), gap(2, 0, -9)] };
    const result = solveExact(problem);
    expect(result.lowerBound).toBeLessThanOrEqual(leastHeight(problem));
    if (result.status === "infeasible") throw new Error("nothing is pinned");
    expect(checkPlacement(problem, result.placement)).toEqual([]);
    if (result.status === "optimal") expect(result.placement.height).toBe(leastHeight(problem));
  });

  it("survives thousands of buffers", () => {
    const problem = tightProblem(800, 400);
    expect(problem.buffers.length).toBeGreaterThan(2000);
    const result = solveExact(problem, { maxSteps: 3000 });
    if (result.status === "infeasible") throw new Error("nothing is pinned");
    expect(result.placement.height).toBeGreaterThanOrEqual(400);
  });
});

describe("solveWithin", () => {
  const problem = load("above-bound-of-5.6.csv");

  it("finds a placement that is low enough", () => {
    const result = solveWithin(problem, 7);
    expect(result.status).toBe("fits");
    if (result.status !== "fits") return;
    expect(result.placement.height).toBeLessThanOrEqual(7);
    expect(checkPlacement(problem, result.placement)).toEqual([]);
  });

  it("proves that none is, by the bound or by search", () => {
    expect(solveWithin(problem, 4)).toMatchObject({ status: "infeasible", lowerBound: 5, steps: 0 });
    expect(solveWithin(problem, 5)).toMatchObject({ status: "infeasible", lowerBound: 6 });
  });

  it("says unknown when the steps end first", () => {
    expect(solveWithin(problem, 5, { maxSteps: 1 })).toEqual({ status: "unknown", lowerBound: 5, steps: 1 });
  });

  it("reports contradicting pins as infeasible at any capacity", () => {
    expect(solveWithin(problemOf([{ offset: 0 }, { offset: 1 }]), 1000).status).toBe("infeasible");
  });
});
