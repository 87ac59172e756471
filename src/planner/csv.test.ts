// SPDX-License-Identifier: Apache-2.0
/** The CSV form: every column and header variation, what a round trip keeps, and what each fault says. */
import { describe, expect, it } from "vitest";
import { bufferId } from "../util/branded.js";
import { readProblemCsv, writeProblemCsv } from "./csv.js";
import type { PlacementProblem } from "./problem.js";

function read(text: string): PlacementProblem {
  const { value, diagnostics } = readProblemCsv(text);
  expect(diagnostics).toEqual([]);
  return value;
}

const messages = (text: string) => readProblemCsv(text).diagnostics.map(({ message }) => message);

describe("readProblemCsv", () => {
  it("reads the four required columns", () => {
    expect(read("id,lower,upper,size\nb1,0,3,4\n")).toEqual({
      buffers: [{ id: 0, label: "b1", size: 4, alignment: 1, live: { start: 0, end: 3 } }],
      capacity: Infinity,
    });
  });

  it("takes columns in any order, other names, an inclusive end, CRLF, a byte-order mark and blank lines", () => {
    const variant = read("\uFEFFSize, end,start,buffer_id,comment\r\n\r\n4,2,0,b1,x\r\n\r\n");
    expect(variant).toEqual(read("id,lower,upper,size\nb1,0,3,4"));
  });

  it("reads alignment, pins and overlaps", () => {
    const { buffers, gaps } = read("id,lower,upper,size,alignment,offset,overlaps\na,0,1,8,4,16,\nb,0,1,8,2,,0@-3\n");
    expect(buffers.map(({ alignment, offset }) => [alignment, offset])).toEqual([
      [4, 16],
      [2, undefined],
    ]);
    expect(gaps).toEqual([{ lower: 0, upper: 1, gap: -3 }]);
  });

  it.each([
    ["", 'line 1: the header lacks "id", "lower", "upper", "size"'],
    ["id,lower,upper\na,0,1", 'line 1: the header lacks "size"'],
    ["id,lower,start,upper,size\n", 'line 1: more than one column for "lower"'],
    ["id,lower,upper,size,gaps\n", 'line 1: column "gaps" is not supported'],
    ["id,lower,upper,size\na,0,1\n", "line 2: 3 cells, the header has 4"],
    ["id,lower,upper,size\na,zero,1,4\n", 'line 2: lower must be an integer, not "zero"'],
    ["id,lower,upper,size\na,0,1,-4\n", 'line 2: size must be an integer of at least 0, not "-4"'],
    ["id,lower,upper,size\na,0,1,1e3\n", 'line 2: size must be an integer of at least 0, not "1e3"'],
    ["id,lower,upper,size\na,0,1,99999999999999999\n", /size must be an integer/],
    ["id,lower,upper,size\na,5,1,4\n", "line 2: upper 1 is before lower 5"],
    ["id,lower,upper,size\na,0,1,9007199254740991\n", /add up to more than 9 007 199 254 740 991/],
    ["id,lower,upper,size,alignment\na,0,1,4,0\n", 'line 2: alignment must be an integer of at least 1, not "0"'],
    ["id,lower,upper,size,offset\na,0,1,4,-1\n", 'line 2: offset must be an integer of at least 0, not "-1"'],
    ["id,lower,upper,size,overlaps\na,0,1,4,b\n", 'line 2: overlaps must be row@gap, not "b"'],
    ["id,lower,upper,size,overlaps\na,0,1,4,7@0\n", "overlap of row 0 with row 7: there is no such other row"],
    ["id,lower,upper,size,overlaps\na,0,1,4,\nb,0,1,4,0@5\n", /the gap 5 exceeds the size 4/],
    ["id,lower,upper,size,overlaps\na,0,1,4,\nb,0,1,4,0@1 0@2\n", /given twice/],
  ])("reports %j", (text, message) => {
    expect(messages(text)).toEqual([typeof message === "string" ? message : expect.stringMatching(message)]);
  });

  it("refuses more buffers than it can place in some seconds", () => {
    const rows = "a,0,1,1\n".repeat(10_001);
    expect(messages(`id,lower,upper,size\n${rows}`)).toEqual(["10 001 buffers; at most 10 000 are read"]);
  });

  it("lists a hundred faults and counts the others", () => {
    const listed = messages(`id,lower,upper,size\n${"a,x,1,4\n".repeat(150)}`);
    expect(listed).toHaveLength(101);
    expect(listed.at(-1)).toBe("50 more faults of the same file");
  });

  it("reports the faults of all rows at once and keeps the good rows", () => {
    const { value, diagnostics } = readProblemCsv("id,lower,upper,size\na,x,1,y\nb,0,1,4\nc,0\n");
    expect(diagnostics).toHaveLength(3);
    expect(value.buffers.map(({ label }) => label)).toEqual(["b"]);
  });
});

describe("writeProblemCsv", () => {
  const base = { alignment: 1, live: { start: 0, end: 2 } };
  const plain: PlacementProblem = { buffers: [{ id: bufferId(0), label: "a", size: 4, ...base }], capacity: Infinity };

  it("leaves out columns that say nothing", () => {
    expect(writeProblemCsv(plain)).toBe("id,lower,upper,size\na,0,2,4\n");
  });

  it("writes the answer as the offset column", () => {
    expect(writeProblemCsv(plain, { offsets: [12], height: 16 })).toBe("id,lower,upper,size,offset\na,0,2,4,12\n");
  });

  it("keeps pins, alignments and gaps over a round trip, and labels free of separators", () => {
    const full: PlacementProblem = {
      buffers: [
        { id: bufferId(0), label: "a", size: 4, ...base, offset: 16 },
        { id: bufferId(1), label: 'x, "y"', size: 8, ...base, alignment: 8 },
      ],
      capacity: Infinity,
      gaps: [{ lower: bufferId(1), upper: bufferId(0), gap: -2 }],
    };
    const { buffers, ...rest } = read(writeProblemCsv(full));
    expect(buffers.map(({ label }) => label)).toEqual(["a", "x___y_"]);
    expect({ buffers: buffers.map((buffer, i) => ({ ...buffer, label: full.buffers[i]?.label })), ...rest }).toEqual(
      full,
    );
  });
});
