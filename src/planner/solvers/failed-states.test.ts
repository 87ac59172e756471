// SPDX-License-Identifier: Apache-2.0
/** The memory of failed states: it knows exactly what was stored, and tells states apart by each of their numbers. */
import { describe, expect, it } from "vitest";
import { createFailedStates, type FailedStates } from "./failed-states.js";

type Entry = readonly [buffer: number, floor: number, support: number];

function key(states: FailedStates, entries: readonly Entry[]) {
  states.start();
  for (const [buffer, floor, support] of entries) states.add(buffer, floor, support);
  return states.finish();
}

describe("createFailedStates", () => {
  const entries: readonly Entry[] = [
    [0, 0, 0],
    [3, 4096, 16],
  ];

  it("finds a state again by the same description", () => {
    const states = createFailedStates(20);
    expect(states.leastHeight(key(states, entries))).toBe(0);
    states.store(key(states, entries), 77);
    expect(states.leastHeight(key(states, entries))).toBe(77);
    expect(createFailedStates(20).leastHeight(key(states, entries))).toBe(0);
  });

  it("tells wide numbers apart by their upper bits", () => {
    const states = createFailedStates(20, true);
    states.store(key(states, [[3, 2 ** 32, 0]]), 77);
    expect(states.leastHeight(key(states, [[3, 2 ** 32, 0]]))).toBe(77);
    const others: readonly Entry[] = [
      [3, 0, 0],
      [3, 2 ** 33, 0],
      [3, 2 ** 45, 0],
      [3, 2 ** 32, 2 ** 32],
    ];
    for (const entry of others) expect(states.leastHeight(key(states, [entry]))).toBe(0);
  });

  it("takes a state that differs in one number, order or length for another", () => {
    const states = createFailedStates(20);
    states.store(key(states, entries), 77);
    const others: readonly (readonly Entry[])[] = [
      [],
      entries.slice(0, 1),
      entries.toReversed(),
      [...entries, [4, 0, 0]],
      [entries[0]!, [2, 4096, 16]],
      [entries[0]!, [3, 4112, 16]],
      [entries[0]!, [3, 4096, 32]],
      [entries[0]!, [3, 16, 4096]],
    ];
    for (const other of others) expect(states.leastHeight(key(states, other))).toBe(0);
  });

  it("still knows what it knew before it grew", () => {
    const states = createFailedStates(20);
    const keys = Array.from({ length: 5000 }, (_, i) => key(states, [[i % 20, 16 * i, i]]));
    keys.forEach((state, i) => states.store(state, i + 1));
    const kept = keys.filter((state, i) => states.leastHeight(state) === i + 1);
    // A newer state may take the slot of an older one, but never its name.
    expect(keys.filter((state, i) => ![0, i + 1].includes(states.leastHeight(state)))).toEqual([]);
    expect(kept.length).toBeGreaterThan(4000);
  });

  it("keeps a hundred thousand descriptions apart", () => {
    const states = createFailedStates(20);
    const seen = new Set<string>();
    for (let i = 0; i < 100_000; i++) {
      const { a, b, c } = key(states, [
        [i % 10, i, i >> 3],
        [10, i >> 5, 0],
      ]);
      seen.add(`${a} ${b} ${c}`);
    }
    expect(seen.size).toBe(100_000);
  });
});
