// SPDX-License-Identifier: Apache-2.0
/** Restart sequences: Luby's numbers, permutations only, the same on every call. */
import { describe, expect, it } from "vitest";
import { luby, restarts } from "./restarts.js";

describe("luby", () => {
  it("begins as published", () => {
    expect(Array.from({ length: 15 }, (_, i) => luby(i + 1))).toEqual([1, 1, 2, 1, 1, 2, 4, 1, 1, 2, 1, 1, 2, 4, 8]);
  });
});

describe("restarts", () => {
  const orders = [Array.from({ length: 40 }, (_, i) => i), Array.from({ length: 40 }, (_, i) => 39 - i)];
  const take = (count: number) => {
    const runs = restarts(orders);
    return Array.from({ length: count }, () => runs.next().value);
  };

  it("tries the given orders first, then others that are permutations too", () => {
    const runs = take(8);
    expect(runs.slice(0, 2).map(({ order }) => order)).toEqual(orders);
    expect(runs[2]?.order).not.toEqual(orders[0]);
    for (const { order } of runs) expect([...order].sort((a, b) => a - b)).toEqual(orders[0]);
  });

  it("is the same each time", () => {
    expect(take(20)).toEqual(take(20));
  });

  it("gives most disturbed runs the least steps and a few very many", () => {
    const lengths = take(2 + 31)
      .slice(2)
      .map(({ maxSteps }) => maxSteps);
    const least = Math.min(...lengths);
    expect(lengths.filter((length) => length === least)).toHaveLength(16);
    expect(Math.max(...lengths)).toBe(16 * least);
  });
});
