// SPDX-License-Identifier: Apache-2.0
/** Names in a model are anyone's text: none gets out of the place where a report or a generated file shows it. */
import { describe, expect, it } from "vitest";
import { writeProblemCsv } from "../src/planner/csv.js";
import { mainGraph } from "../src/ir/graph.js";
import { buildProfile } from "../src/profile/profile.js";
import { memoryMap } from "../src/report/memory-map.js";
import { peakLines, peakReport } from "../src/report/peak-report.js";
import { planPage } from "../src/report/plan-html.js";
import { profilePage } from "../src/report/profile-html.js";
import { functionRows, profileRows, totalRows } from "../src/report/profile-text.js";
import { loadBoard } from "../src/targets/load-board.js";
import type { Board } from "../src/targets/board.js";
import { escapeUnsafe, printable, quoted, singleLine } from "../src/util/untrusted.js";
import { codeOf } from "./support/c-code.js";
import { compiledFor, emitProject } from "./support/emit-project.js";
import { HOSTILE_NAMES, hostile, renamed } from "./support/hostile-names.js";
import { residualModel } from "./support/sample-models.js";

const boardNamed = (id: string): Board => {
  const { value } = loadBoard(id);
  if (value === undefined) throw new Error(`no board ${id}`);
  return value;
};
const BOARD = boardNamed("mps2-an386");
// Every name once in the place of every tensor would be many models; these starts give each tensor four of them.
const STARTS = [0, 4, 8, 12];
const MODELS = STARTS.map((from) => hostile(residualModel(), from));
const PLAIN = renamed(residualModel(), (index) => `tensor_${String(index)}`);
const FILE = HOSTILE_NAMES.join("_").replaceAll("/", "_");
const SHOWN = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]*$/u;

describe("text", () => {
  it.each(HOSTILE_NAMES.map((name) => [JSON.stringify(name), name]))("%s stays one line", (_, name) => {
    expect(singleLine(name)).toMatch(SHOWN);
    expect(singleLine(name)).toHaveLength(name.length);
    expect(printable(name).replace("\u001b[31m", "")).toMatch(/^[^\p{Cc}\p{Cf}]*$/mu);
    expect(quoted(name)).toMatch(SHOWN);
    expect(JSON.parse(quoted(name))).toBe(name);
    const json = escapeUnsafe(JSON.stringify({ name }, null, 2));
    expect(json.replaceAll("\n", "")).toMatch(SHOWN);
    expect(JSON.parse(json)).toEqual({ name });
  });

  it("long names are cut", () => {
    expect(quoted("x".repeat(200))).toBe(`"${"x".repeat(80)}…"`);
  });
});

describe.each(["aot", "tflm"] as const)("%s", (runtime) => {
  const compilations = MODELS.map((bytes) => compiledFor(runtime, bytes, BOARD, "m"));
  const plain = compiledFor(runtime, PLAIN, BOARD, "m");

  it("the plan as text has as many lines as with plain names, none with a control character", () => {
    const lines = (compilation: typeof plain): string[] => {
      const peak = peakReport(compilation);
      return [...memoryMap(compilation.plan), ...(peak === null ? [] : peakLines(peak))];
    };
    for (const compilation of compilations) {
      expect(lines(compilation)).toHaveLength(lines(plain).length);
      for (const line of lines(compilation)) expect(line).toMatch(SHOWN);
    }
  });

  it("the plan as a problem has as many rows and columns as with plain names", () => {
    const shape = (compilation: typeof plain): number[] =>
      writeProblemCsv(compilation.plan.problem)
        .split("\n")
        .map((line) => line.split(",").length);
    for (const compilation of compilations) {
      expect(shape(compilation)).toEqual(shape(plain));
      expect(writeProblemCsv(compilation.plan.problem).replaceAll("\n", "")).toMatch(SHOWN);
    }
  });

  it("the plan as a page has the same elements as with plain names", () => {
    const page = (compilation: typeof plain, modelFile: string): string =>
      planPage({ compilation, board: BOARD, modelFile, version: "0" });
    for (const compilation of compilations)
      expect(elements(page(compilation, FILE))).toEqual(elements(page(plain, "m")));
  });

  it("the profile shows none of them, and file names and functions only as text", () => {
    const page = (compilation: typeof plain, file: string, symbol: string): string[] => {
      const { nodes } = mainGraph(compilation.model);
      const layers = nodes.map(({ op, origin }) => ({ node: origin.index, op, instructions: 1 }));
      const counted = { instructions: [], loads: NONE, stores: NONE };
      const profile = {
        ...buildProfile({
          ...{ model: compilation.model, layers, instructions: nodes.length, cpu: BOARD.target.cpu },
          ...{ counted: { invoke: counted, nodes: nodes.map(() => counted) }, listing: "", costTable: undefined },
        }),
        functions: [{ name: symbol, instructions: 1, cycles: null }],
        missing: [symbol],
      };
      const text = [...profileRows(profile), ...totalRows(profile), ...functionRows(profile)];
      expect(printable(text.join("\n")).replaceAll("\n", "").replaceAll("\u001b[31m", "")).toMatch(SHOWN);
      const head = { name: "m", modelFile: file, board: BOARD, runtime, optimize: "speed", where: file, version: "0" };
      return elements(profilePage({ profile, ...head }));
    };
    for (const compilation of compilations) expect(page(compilation, FILE, FILE)).toEqual(page(plain, "m", "m"));
  });
});

const NONE = { flash: 0, ram: 0, other: 0 };

/** Start and end tags with the names of their attributes; throws where a page is not what an HTML parser would read. */
function elements(page: string): string[] {
  // eslint-disable-next-line no-control-regex
  expect(page).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202e]/);
  return Array.from(
    page.matchAll(/<(\/?[a-z!][\w-]*)((?:\s+[\w:-]+(?:="[^"<>]*")?)*)\s*\/?>|[<>]/gi),
    ([all, tag, attributes]) => {
      if (tag === undefined) throw new Error(`a stray ${all}`);
      return `${tag} ${(attributes ?? "").replace(/="[^"]*"/g, "").trim()}`;
    },
  );
}

/** Files that hold the names as data: they are parsed, not compared. */
const DATA = /_model_data\b|_constants|\.bin$|\.tflite$/;

describe.each([
  ["mps2-an386", "aot"],
  ["mps2-an386", "tflm"],
  ["disco_f407vg", "aot"],
  ["esp32", "aot"],
  ["nano33ble", "aot"],
  ["pico", "aot"],
  ["esp32-c6", "aot"],
] as const)("a project for %s with %s", (id, runtime) => {
  const board = boardNamed(id);
  const files = (bytes: Uint8Array, file: string) => emitProject(bytes, board, { name: "m", runtime, file });
  const plain = files(PLAIN, "plain.tflite");
  // With TFLM the names are part of the data, whose size shows; the estimate of code counts semicolons, also in comments.
  const sizes = (line: string): string => (runtime === "aot" ? line : line.replace(/\b\d[\d ]*U?/g, "N"));
  const code = (source: string): string => sizes(codeOf(source));
  const text = (file: string): string[] => file.split("\n").map((line) => sizes(withoutFile(line)));

  it("has the same code and the same build as with plain names", () => {
    expect(plain.size).toBeGreaterThan(8);
    for (const bytes of MODELS) {
      const tree = files(bytes, `${FILE}.tflite`);
      expect([...tree.keys()]).toEqual([...plain.keys()]);
      for (const [path, contents] of tree) {
        const expected = plain.get(path) ?? "";
        if (typeof contents !== "string" || typeof expected !== "string") continue;
        if (path.endsWith(".json")) expect(() => JSON.parse(contents) as unknown, path).not.toThrow();
        // What an editor or a terminal shows of a generated file is what a compiler reads.
        expect(contents.replaceAll(/[\n\t]/g, ""), path).toMatch(SHOWN);
        if (DATA.test(path)) continue;
        if (/\.(?:c|cc|cpp|h|S)$/.test(path)) expect(code(contents), path).toBe(code(expected));
        else if (!path.endsWith(".json")) expect(text(contents), path).toEqual(text(expected));
      }
    }
  });
});

/** Without the name of the model's file, which is shown in characters that are no markup. */
function withoutFile(line: string): string {
  return line.replace(/[A-Za-z0-9._ +-]*\.tflite/g, "FILE").replace(/^\| code \| about [\d ]+/, "| code | about N ");
}
