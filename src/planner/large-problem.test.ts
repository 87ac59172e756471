// SPDX-License-Identifier: Apache-2.0
/** Problems beyond the exact solver: a checked placement, a sound bound, and contradicting pins. */
import { describe, expect, it } from "vitest";
import { bufferId } from "../util/branded.js";
import { isLarge } from "./large-problem.js";
import type { Buffer, PlacementProblem } from "./problem.js";
import { solveProblem } from "./solve-problem.js";

function problemOf(count: number, buffer: (i: number) => Partial<Buffer>): PlacementProblem {
  const buffers = Array.from({ length: count }, (_, i): Buffer => {
    const plain = { size: 1 + ((i * 37) % 100), alignment: 1, live: { start: i, end: i + 3 } };
    return { id: bufferId(i), label: `b${String(i)}`, ...plain, ...buffer(i) };
  });
  return { buffers, capacity: Infinity };
}

describe("a large problem", () => {
  // All live together but for some that take turns, so that the bound is below the sum.
  const turns = (i: number) => ({ live: i % 50 > 1 ? { start: 0, end: 2 } : { start: i % 50, end: (i % 50) + 1 } });
  const many = problemOf(2_100, turns);
  const solved = solveProblem(many);

  it("is one with many buffers or many conflicts", () => {
    expect(isLarge(problemOf(4_001, () => ({})))).toBe(true);
    expect(isLarge(problemOf(4_000, () => ({})))).toBe(false);
    expect(isLarge(many)).toBe(true);
    expect(isLarge(problemOf(2_100, () => ({ live: { start: 1, end: 1 } })))).toBe(false);
  });

  it("is placed without a search, with the largest load as the bound", () => {
    const { placement, lowerBound, steps, status, diagnostics } = solved;
    const loads = [0, 1].map((time) =>
      many.buffers.reduce((sum, { live, size }) => sum + (live.start <= time && time < live.end ? size : 0), 0),
    );
    expect([steps, lowerBound]).toEqual([0, Math.max(...loads)]);
    expect(placement?.height).toBeGreaterThanOrEqual(lowerBound);
    expect(status).toBe(placement?.height === lowerBound ? "optimal" : "bounded");
    expect(diagnostics.map(({ code }) => code)).toEqual(status === "optimal" ? [] : ["TG3003"]);
  });

  it("answers whether a capacity suffices as far as it knows", () => {
    const height = solved.placement?.height ?? NaN;
    expect(solveProblem(many, { capacity: height }).placement?.height).toBe(height);
    expect(solveProblem(many, { capacity: solved.lowerBound - 1 }).status).toBe("infeasible");
  });

  it("does not stop at pins that contradict each other", () => {
    const pinned = problemOf(2_100, (i) => ({ ...turns(i), ...(i === 2 || i === 3 ? { offset: 0 } : {}) }));
    const { placement, status, diagnostics } = solveProblem(pinned);
    expect([placement, status]).toEqual([undefined, "infeasible"]);
    expect(diagnostics[0]?.message).toContain("fixed offsets");
  });
});
