// SPDX-License-Identifier: Apache-2.0
/** The parser takes whole segments and nothing else. */
import { describe, expect, it } from "vitest";
import { instructionTotal, parseCounts } from "./profile-counts.js";

const GOOD = "segment invoke 1820\ni 1824 3 1\ni 1820 1 0\nm 1 2 3 4 5 6\nend\nsegment node 64\nm 0 0 0 0 0 0\nend\n";

describe("parseCounts", () => {
  it("reads segments with their accesses", () => {
    const segments = parseCounts(GOOD);
    expect(segments).toHaveLength(2);
    expect(segments?.[0]).toEqual({
      kind: "invoke",
      entry: 0x1820,
      instructions: [
        { address: 0x1824, count: 3, taken: 1 },
        { address: 0x1820, count: 1, taken: 0 },
      ],
      loads: { flash: 1, ram: 3, other: 5 },
      stores: { flash: 2, ram: 4, other: 6 },
    });
    expect(segments?.map(instructionTotal)).toEqual([4, 0]);
  });

  it.each([
    ["an instruction outside of a segment", "i 1824 3 1\n"],
    ["a segment in a segment", "segment invoke 10\nsegment node 20\n"],
    ["a segment without accesses", "segment invoke 10\nend\n"],
    ["too few accesses", "segment invoke 10\nm 1 2 3\nend\n"],
    ["an unknown kind", "segment other 10\nm 0 0 0 0 0 0\nend\n"],
    ["a missing field", "segment invoke 10\ni 1824 3\nm 0 0 0 0 0 0\nend\n"],
    ["other text", "hello\n"],
  ])("refuses %s", (_, text) => {
    expect(parseCounts(text)).toBeUndefined();
  });

  it("leaves out a segment that was cut off", () => {
    expect(parseCounts(`${GOOD}segment node 20\ni 20 1 0\n`)).toHaveLength(2);
  });
});
