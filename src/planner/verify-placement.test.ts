// SPDX-License-Identifier: Apache-2.0
/** Each fault that the verifier knows, shown on the smallest placement that has it. */
import { describe, expect, it } from "vitest";
import { TinygenError } from "../diagnostics/tinygen-error.js";
import { bufferId } from "../util/branded.js";
import type { Buffer, OverlapGap, PlacementProblem } from "./problem.js";
import { checkPlacement, verifyPlacement } from "./verify-placement.js";

function problemOf(buffers: readonly Partial<Buffer>[], gaps: readonly OverlapGap[] = []): PlacementProblem {
  const defaults = { size: 16, alignment: 1, live: { start: 0, end: 1 } };
  return {
    buffers: buffers.map((given, i) => ({ id: bufferId(i), label: `b${String(i)}`, ...defaults, ...given })),
    capacity: Infinity,
    gaps,
  };
}

const kinds = (problem: PlacementProblem, offsets: readonly number[], height: number) =>
  checkPlacement(problem, { offsets, height }).map(({ kind, buffers }) => [kind, ...buffers]);

describe("checkPlacement", () => {
  const pair = problemOf([{}, {}]);

  it("accepts touching buffers", () => {
    expect(kinds(pair, [16, 0], 32)).toEqual([]);
  });

  it("accepts the same bytes at different times, and an end that equals a start", () => {
    expect(kinds(problemOf([{}, { live: { start: 1, end: 2 } }]), [0, 0], 16)).toEqual([]);
  });

  it("reports an overlap of one byte", () => {
    expect(kinds(pair, [0, 15], 31)).toEqual([["overlap", 0, 1]]);
  });

  it("lets a buffer that is never live lie anywhere", () => {
    expect(kinds(problemOf([{ live: { start: 0, end: 9 } }, { live: { start: 4, end: 4 } }]), [0, 3], 19)).toEqual([]);
  });

  it("reports a placement with too few offsets or for other ids", () => {
    expect(kinds(pair, [0], 16)).toEqual([["wrong-buffer-count"]]);
    expect(kinds(problemOf([{ id: bufferId(1) }, { id: bufferId(0) }]), [0, 16], 32)).toEqual([["wrong-buffer-count"]]);
  });

  it("reports negative, fractional and missing offsets", () => {
    expect(kinds(problemOf([{}]), [-16], 0)).toEqual([["out-of-bounds", 0]]);
    expect(kinds(problemOf([{}]), [0.5], 16.5)).toEqual([["out-of-bounds", 0]]);
    expect(kinds(problemOf([{}]), [NaN], 16)).toContainEqual(["out-of-bounds", 0]);
  });

  it("reports a misaligned offset", () => {
    expect(kinds(problemOf([{ alignment: 16 }]), [8], 24)).toEqual([["misaligned", 0]]);
  });

  it("reports a pinned buffer that moved", () => {
    expect(kinds(problemOf([{ offset: 32 }]), [48], 64)).toEqual([["moved-fixed-buffer", 0]]);
  });

  it("reports a height that is too low or too high", () => {
    expect(kinds(pair, [0, 16], 31)).toEqual([["wrong-height"]]);
    expect(kinds(pair, [0, 16], 33)).toEqual([["wrong-height"]]);
  });

  it("allows exactly the relaxed gap, in the given direction only", () => {
    const relaxed = problemOf([{}, {}], [{ lower: bufferId(0), upper: bufferId(1), gap: 4 }]);
    expect(kinds(relaxed, [0, 4], 20)).toEqual([]);
    expect(kinds(relaxed, [0, 3], 19)).toEqual([["overlap", 0, 1]]);
    expect(kinds(relaxed, [4, 0], 20)).toEqual([["overlap", 0, 1]]);
  });

  it("lets a negative gap put the upper buffer below the lower one", () => {
    const relaxed = problemOf([{}, {}], [{ lower: bufferId(0), upper: bufferId(1), gap: -8 }]);
    expect(kinds(relaxed, [8, 0], 24)).toEqual([]);
    expect(kinds(relaxed, [9, 0], 25)).toEqual([["overlap", 0, 1]]);
  });
});

describe("verifyPlacement", () => {
  it("returns a valid placement and throws TG9001 on a fault", () => {
    const problem = problemOf([{}]);
    expect(verifyPlacement(problem, { offsets: [0], height: 16 })).toEqual({ offsets: [0], height: 16 });
    let thrown: unknown;
    try {
      verifyPlacement(problem, { offsets: [0], height: 15 });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(TinygenError);
    expect((thrown as TinygenError).diagnostics[0]).toMatchObject({ code: "TG9001", severity: "error" });
    expect(String(thrown)).toContain("wrong-height");
  });
});
