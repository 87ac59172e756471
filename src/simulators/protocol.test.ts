// SPDX-License-Identifier: Apache-2.0
/** The report parser takes whole reports of version 1 and nothing else. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseReport } from "./protocol.js";

const GOOD = [
  "tinygen-harness 1",
  "invoke 1 0000000100000a51",
  "output 1 0 8 d8935a6f",
  "output 1 1 4 00000000",
  "invoke 2 0000000000000a51",
  "output 2 0 8 d56f82a7",
  "output 2 1 4 00000000",
  "arena 256 72 40 0",
  "stack 16384 88 408",
  "layer 1 0 00000000000000b4",
  "trace 1 0 0 16 40a900a2",
  "layer 2 0 00000000000000b4",
  "trace 2 0 0 16 40a900a2",
  "end",
  "",
];

const problem = (lines: readonly string[]): string | undefined => {
  const parsed = parseReport(lines.join("\n"));
  return "problem" in parsed ? parsed.problem : undefined;
};
const changed = (index: number, ...lines: readonly string[]): string[] => GOOD.toSpliced(index, 1, ...lines);

describe("parseReport", () => {
  it("reads a whole report", () => {
    const parsed = parseReport(GOOD.join("\n"));
    expect(parsed).toEqual({
      report: {
        invocations: [
          {
            k: 1,
            instructions: 0x100000a51,
            outputs: [
              { t: 0, bytes: 8, fnv1a32: "d8935a6f" },
              { t: 1, bytes: 4, fnv1a32: "00000000" },
            ],
          },
          {
            k: 2,
            instructions: 0xa51,
            outputs: [
              { t: 0, bytes: 8, fnv1a32: "d56f82a7" },
              { t: 1, bytes: 4, fnv1a32: "00000000" },
            ],
          },
        ],
        layers: [
          { k: 1, node: 0, instructions: 180 },
          { k: 2, node: 0, instructions: 180 },
        ],
        traces: [
          { k: 1, node: 0, index: 0, bytes: 16, fnv1a32: "40a900a2" },
          { k: 2, node: 0, index: 0, bytes: 16, fnv1a32: "40a900a2" },
        ],
        arena: { planned: 256, touchedEnd: 72, touched: 40, beyond: 0 },
        stack: { size: 16384, model: 88, total: 408 },
      },
    });
  });

  it("reads an unknown count as null and not as 0", () => {
    const parsed = parseReport(changed(1, "invoke 1 -").join("\n"));
    expect("report" in parsed && parsed.report.invocations[0]?.instructions).toBeNull();
  });

  it.each<[string, readonly string[], RegExp]>([
    ["nothing", [], /no report/],
    ["another version", changed(0, "tinygen-harness 2"), /version 2/],
    ["a missing start", GOOD.slice(1), /unexpected line after the start/],
    ["a missing end", GOOD.slice(0, -2), /ends after a line trace/],
    ["text of other programs", changed(3, "Hello", "output 1 1 4 00000000"), /unexpected line: Hello/],
    ["a short hash", changed(2, "output 1 0 8 d8935a6"), /unexpected line/],
    ["a count without its leading zeros", changed(1, "invoke 1 a51"), /unexpected line/],
    ["a count above 2^53", changed(1, "invoke 1 ffffffffffffffff"), /unexpected line/],
    ["a number above 2^32", changed(7, "arena 4294967296 0 0 0"), /unexpected line/],
    ["a missing field", changed(7, "arena 256 72 40"), /unexpected line/],
    ["a skipped invocation", changed(4, "invoke 3 0000000000000a51"), /invocation 3 is out of order/],
    ["an output of another invocation", changed(5, "output 1 0 8 d56f82a7"), /out of order/],
    ["a repeated output", changed(3, "output 1 0 8 d8935a6f"), /out of order/],
    ["a second arena", changed(8, "arena 256 72 40 0"), /unexpected line after arena/],
    ["text after the end", [...GOOD, "end"], /unexpected line after end/],
    ["a fault", changed(4, "fault 00000003 00000b76 00008200"), /fault: cause 3 at address 0x00000b76/],
    ["a fault without a stack", changed(4, "fault 00000003 00000000 00009200"), /stack overflowed/],
    ["a failing init", ["tinygen-harness 1", "error init 4294967291 0"], /model_init returned -5/],
    ["a missing input", ["tinygen-harness 1", "error input 3 1"], /in_3_1\.bin/],
    ["an error of another kind", ["tinygen-harness 1", "error moon 3 1"], /unexpected line/],
  ])("refuses %s", (_, lines, expected) => {
    expect(problem(lines)).toMatch(expected);
  });

  it("accepts no text that lacks a line of a good report", () => {
    const lines = GOOD.slice(0, -1);
    const optional = new Set(["stack", "layer", "trace"]);
    fc.assert(
      fc.property(fc.nat(lines.length - 1), (index) => {
        if (optional.has(lines[index]?.split(" ")[0] ?? "")) return;
        // Without its last output an invocation is still well-formed: how many there are is known to the caller only.
        if (index === 3 || index === 6) return;
        expect(problem(lines.toSpliced(index, 1))).toBeDefined();
      }),
    );
  });

  it("passes over the log of a runtime, and shows its last lines beside a failure", () => {
    const spoken = changed(1, "log first\u0007 word", "invoke 1 0000000100000a51");
    expect(parseReport(spoken.join("\n"))).toEqual(parseReport(GOOD.join("\n")));
    const failed = ["tinygen-harness 1", "log arena too small", "error init 4294967293 0"];
    expect(problem(failed)).toBe("model_init returned -3\n  firmware: arena too small");
    expect(problem(["tinygen-harness 1", "log abort"])).toMatch(/firmware: abort$/);
  });

  it("never throws on arbitrary text", () => {
    const word = fc.constantFrom("invoke", "output", "arena", "end", "tinygen-harness", "1", "0", "-", "d8935a6f");
    const line = fc.array(word, { maxLength: 6 }).map((words) => words.join(" "));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(line).map((lines) => lines.join("\n")),
        ),
        (text) => {
          expect(() => parseReport(text)).not.toThrow();
        },
      ),
    );
  });
});
