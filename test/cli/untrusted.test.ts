// SPDX-License-Identifier: Apache-2.0
/** Models, configurations and output folders that are not as they should be, through the commands as they are installed. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { HOSTILE_NAMES, hostile } from "../support/hostile-names.js";
import { folderWith, tinygen, tinygenJson } from "../support/run-cli.js";
import { exampleModel, residualModel, sumModel } from "../support/sample-models.js";
import { signedFile } from "../support/signature-models.js";

const sine = exampleModel("sine");
const cwd = folderWith({
  "sine.tflite": sine,
  "hostile.tflite": hostile(residualModel()),
  "large.tflite": hostile(sumModel(40_000_000), 1),
  "signed.tflite": signedFile({
    shapes: [[4]],
    signatures: HOSTILE_NAMES.map((key) => ({ key, subgraph: 0, tensor: 99 })),
  }),
  "two.tflite": signedFile({
    shapes: [[4], [8]],
    signatures: [{ key: "serving_default", subgraph: 0 }, ...HOSTILE_NAMES.map((key) => ({ key, subgraph: 1 }))],
  }),
  "nowhere.tflite": signedFile({ shapes: [[4]], signatures: [{ key: "lost", subgraph: 7 }] }),
  "empty-dimension.tflite": signedFile({ shapes: [[1, 0, 4]] }),
  "empty-callee.tflite": signedFile({ shapes: [[4], [0]] }),
  file: "",
});
/** No control or invisible character, and no line that the program did not begin. */
const SHOWN = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u;

describe("names in a model", () => {
  it.each([
    [["inspect", "hostile.tflite"]],
    [["plan", "hostile.tflite", "-b", "esp32", "--explain"]],
    [["plan", "hostile.tflite", "-b", "mps2-an386", "--runtime", "tflm"]],
    [["plan", "hostile.tflite", "-b", "esp32", "--csv", "-"]],
    [["plan", "hostile.tflite", "-b", "esp32", "--print-after", "all"]],
    [["check", "hostile.tflite", "-b", "esp32"]],
    [["check", "large.tflite", "-b", "esp32"]],
    [["check", "two.tflite", "-b", "esp32"]],
    [["check", "signed.tflite", "-b", "esp32"]],
  ])("%j writes lines of visible characters", (args) => {
    const { stdout, stderr } = tinygen(cwd, args);
    const lines = `${stdout}${stderr}`.split("\n");
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) {
      expect(line).toMatch(SHOWN);
      expect(line).not.toMatch(/^(?:error TG0001|#error|\$\(error)/);
    }
    const json = tinygen(cwd, [...args.filter((word) => word !== "--csv" && word !== "-"), "--json"]).stdout;
    expect(json.replaceAll("\n", "")).toMatch(SHOWN);
    expect(() => JSON.parse(json) as unknown).not.toThrow();
  });
});

describe("signatures", () => {
  it("of the first subgraph change nothing, whatever they are called", () => {
    const { exitCode, document } = tinygenJson(cwd, ["check", "signed.tflite", "-b", "esp32"]);
    expect([exitCode, document.diagnostics]).toEqual([0, []]);
  });

  it("of other subgraphs are named as left out", () => {
    const { exitCode, document } = tinygenJson(cwd, ["check", "two.tflite", "-b", "esp32"]);
    expect(exitCode).toBe(0);
    const messages = document.diagnostics.map(({ code, severity, message }) => `${severity} ${code} ${message}`);
    expect(messages).toHaveLength(HOSTILE_NAMES.length);
    expect(messages).toContain(
      'warning TG2011 signature "trigraph ??/" begins at subgraph 1; firmware runs subgraph 0 alone',
    );
    const { stderr } = tinygen(cwd, ["check", "nowhere.tflite", "-b", "esp32"]);
    expect(stderr).toContain('signature "lost" names subgraph 7, which the file does not have');
  });
});

it.each(["empty-dimension.tflite", "empty-callee.tflite"])("%s is refused for its empty dimension", (file) => {
  const { exitCode, document } = tinygenJson(cwd, ["check", file, "-b", "esp32"]);
  const codes = document.diagnostics.map(({ code }) => code);
  expect([exitCode, [...new Set(codes)]]).toEqual([4, ["TG2006"]]);
});

describe("an output that cannot be written", () => {
  it.each([
    [["build", "sine.tflite", "-b", "esp32", "-o", "file"], "TG7004", "file is not a folder"],
    [["build", "sine.tflite", "-b", "esp32", "-o", "file/out"], "TG7004", "file is not a folder"],
    [["build", "sine.tflite", "-b", "esp32", "-o", "/proc/out"], "TG7004", "cannot be written to /proc/out"],
    [["build", "sine.tflite", "-b", "esp32", "-o", "/proc/a/b"], "TG7004", "cannot be written to /proc/a/b"],
    [["plan", "sine.tflite", "-b", "esp32", "--html", "file/map.html"], "TG7001", "file/map.html cannot be written"],
    [["plan", "sine.tflite", "-b", "esp32", "--html", "/proc/map.html"], "TG7001", "/proc/map.html cannot be written"],
    [["plan", "sine.tflite", "-b", "esp32", "--csv", "file/p.csv"], "TG7001", "file/p.csv cannot be written"],
  ])("%j says which and what to do", (args, code, what) => {
    const { exitCode, stderr } = tinygen(cwd, args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`error ${code}: `);
    expect(stderr).toContain(what);
    expect(stderr).toMatch(/hint: choose another/);
    expect(readFileSync(join(cwd, "file"), "utf8")).toBe("");
  });
});

describe("tinygen.config.json", () => {
  const check = (config: string | Uint8Array) => {
    const folder = folderWith({ "sine.tflite": sine, "tinygen.config.json": config });
    const { exitCode, document } = tinygenJson(folder, ["check"]);
    const errors = document.diagnostics.filter(({ severity }) => severity === "error");
    return { exitCode, errors: errors.map(({ code, message }) => `${code} ${message}`), document };
  };

  it("is read with a byte-order mark", () => {
    expect(check('\uFEFF{"models":["sine.tflite"],"boards":["esp32"]}')).toMatchObject({ exitCode: 0, errors: [] });
  });

  it("has all of its faults reported at once", () => {
    const { exitCode, errors, document } = check(
      JSON.stringify({
        models: "sine.tflite",
        boards: [1, ""],
        runtime: "x",
        optimize: 3,
        tflmInclude: {},
        board: 1,
        "a\nb": 1,
      }),
    );
    expect(exitCode).toBe(2);
    for (const place of ["models: ", "boards.0: ", "boards.1: ", "runtime: ", "optimize: ", "tflmInclude: "]) {
      expect(errors.filter((text) => text.startsWith(`TG7008 tinygen.config.json: ${place}`))).toHaveLength(1);
    }
    expect(errors).toContain('TG7008 tinygen.config.json: the key "board" is unknown');
    expect(errors).toContain('TG7008 tinygen.config.json: the key "a\\nb" is unknown');
    expect(errors).toHaveLength(8);
    expect(document.diagnostics.map(({ hint }) => hint)).toContain('did you mean "boards"?');
  });

  it.each([
    ["cut off", '{"models": ["sine.tflite"'],
    ["with a comment", '{"models": ["sine.tflite"] /* ours */}'],
    ["with a last comma", '{"models": ["sine.tflite"],}'],
    ["in UTF-16", new Uint8Array([0xff, 0xfe, 0x7b, 0, 0x7d, 0])],
    ["empty", ""],
  ])("that is broken (%s) is refused by name", (_, text) => {
    const { exitCode, errors, document } = check(text);
    expect([exitCode, errors.length]).toEqual([2, 1]);
    expect(errors[0]).toMatch(/^TG7008 tinygen\.config\.json: /);
    expect(document.diagnostics[0]?.hint).toMatch(/must be JSON in UTF-8/);
  });

  it.each(["[1]", "null", '"text"', "7"])("that is no object (%s) is refused by name", (text) => {
    const { exitCode, errors } = check(text);
    expect(exitCode).toBe(2);
    expect(errors).toEqual([expect.stringMatching(/^TG7008 tinygen\.config\.json: .*expected object/)]);
  });
});
