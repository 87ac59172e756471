// SPDX-License-Identifier: Apache-2.0
/** Flat problems: numbers of any size are treated alike, and a part of a problem is what it would be on its own. */
import { describe, expect, it } from "vitest";
import { bufferId } from "../../util/branded.js";
import type { PlacementProblem } from "../problem.js";
import { checkPlacement } from "../verify-placement.js";
import { buildConflicts } from "./build-conflicts.js";
import { solveExact } from "./exact.js";
import { flatten, nextHeight } from "./flat-problem.js";
import { buildSections } from "./build-sections.js";
import { membersOf } from "./sections.js";
import { subproblem } from "./subproblem.js";

/** Equal in every run: up to 24 buffers of mixed alignments, some pinned, some of which may overlap the one before. */
function randomProblem(seed: number, unit = 1): PlacementProblem {
  let value = seed;
  const random = (below: number): number => (value = (value * 48271) % 2147483647) % below;
  let top = 0;
  const buffers = Array.from({ length: 6 + random(19) }, (_, i) => {
    const [start, size, alignment] = [random(12), (1 + random(40)) * unit, (random(3) === 0 ? 4 : 1) * unit];
    const offset = Math.ceil(top / alignment) * alignment;
    const isPinned = random(8) === 0;
    if (isPinned) top = offset + size;
    const live = { start, end: start + random(5) };
    return { id: bufferId(i), label: `b${String(i)}`, size, alignment, live, ...(isPinned ? { offset } : {}) };
  });
  const gaps = buffers.slice(1).flatMap(({ id, size }) => {
    const lower = bufferId(id - 1);
    const room = (buffers[id - 1]?.size ?? 0) / unit;
    const gap = Math.max(unit - size, (room - random(2 * room)) * unit);
    return random(3) === 0 ? [{ lower, upper: id, gap }] : [];
  });
  return { buffers, gaps, capacity: Infinity };
}

const seeds = Array.from({ length: 100 }, (_, i) => i + 1);

describe("flatten", () => {
  it("keeps small whole numbers in 32 bits, and all others exactly", () => {
    expect(flatten(randomProblem(1)).size).toBeInstanceOf(Int32Array);
    for (const unit of [2 ** 28, 2 ** 40]) {
      const problem = randomProblem(1, unit);
      const { size, gaps } = flatten(problem);
      expect(Array.from(size)).toEqual(problem.buffers.map((buffer) => buffer.size));
      expect(Array.from(gaps.gap)).toEqual(problem.gaps?.map(({ gap }) => gap));
    }
    const late = randomProblem(1).buffers.map((buffer) => ({ ...buffer, live: { start: 2 ** 40, end: 2 ** 40 + 1 } }));
    expect(flatten({ buffers: late, capacity: Infinity }).start[0]).toBe(2 ** 40);
  });

  it("leads to the same height in either form, also where all numbers are alike in their lower 32 bits", () => {
    const unit = 2 ** 33;
    let searched = 0;
    for (const seed of seeds) {
      const [small, large] = [solveExact(randomProblem(seed)), solveExact(randomProblem(seed, unit))];
      expect(large.status).toBe(small.status);
      if (small.status === "infeasible" || large.status === "infeasible") continue;
      expect(checkPlacement(randomProblem(seed, unit), large.placement)).toEqual([]);
      expect(large.placement.height).toBe(small.placement.height * unit);
      if (small.steps > 0) searched++;
    }
    expect(searched).toBeGreaterThan(5);
  });
});

describe("subproblem", () => {
  it("equals the problem of its buffers alone", () => {
    for (const seed of seeds) {
      const { buffers, gaps = [], capacity } = randomProblem(seed);
      const chosen = buffers.flatMap(({ id }) => ((id * seed) % 3 === 0 ? [] : [Number(id)]));
      const newId = new Map(chosen.map((i, at) => [i, bufferId(at)]));
      const alone = chosen.flatMap((i, at) => {
        const buffer = buffers[i];
        return buffer === undefined ? [] : [{ ...buffer, id: bufferId(at) }];
      });
      const between = gaps.flatMap(({ lower, upper, gap }) => {
        const [below, above] = [newId.get(lower), newId.get(upper)];
        return below === undefined || above === undefined ? [] : [{ lower: below, upper: above, gap }];
      });
      const part = subproblem(buildConflicts(flatten({ buffers, gaps, capacity })), chosen);
      expect(part).toEqual(buildConflicts(flatten({ buffers: alone, gaps: between, capacity })));
    }
  });

  it("pins what it is told to", () => {
    const conflicts = buildConflicts(flatten(randomProblem(3)));
    const pin = conflicts.pin.map((_, i) => 4 * i);
    expect(Array.from(subproblem(conflicts, [1, 4, 5], pin).pin)).toEqual([4, 16, 20]);
  });
});

describe("buildSections", () => {
  it("has a section with both of two buffers exactly when they are live together", () => {
    for (const seed of seeds) {
      const { buffers } = randomProblem(seed);
      const sections = buildSections(flatten({ buffers, capacity: Infinity }));
      const sets = Array.from(sections.load.keys()).map((s) => new Set(membersOf(sections, s)));
      for (const a of buffers) {
        const isLive = a.live.start < a.live.end;
        expect((sections.to[a.id] ?? 0) > (sections.from[a.id] ?? 0)).toBe(isLive);
        for (const b of buffers) {
          const overlap = Math.max(a.live.start, b.live.start) < Math.min(a.live.end, b.live.end);
          expect(sets.some((set) => set.has(a.id) && set.has(b.id))).toBe(overlap);
        }
      }
      // None is part of another one.
      for (const one of sets) expect(sets.filter((other) => [...one].every((i) => other.has(i)))).toEqual([one]);
    }
  });
});

describe("nextHeight", () => {
  it("is 0 without buffers", () => {
    expect(nextHeight(flatten({ buffers: [], capacity: Infinity }), 5)).toBe(0);
  });
});
