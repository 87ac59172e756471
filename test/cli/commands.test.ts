// SPDX-License-Identifier: Apache-2.0
/** What the commands print: results on stdout, findings on stderr, one JSON document with the fields of the contract. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CODES } from "../../src/diagnostics/codes.js";
import { operatorNames } from "../../src/ops/registry.js";
import { boardIds } from "../../src/targets/load-board.js";
import { sha256 } from "../../src/util/hash.js";
import { folderWith, tinygen, tinygenJson } from "../support/run-cli.js";
import { exampleModel, sumModel } from "../support/sample-models.js";

const sine = exampleModel("sine");
const cwd = folderWith({ "sine.tflite": sine });
const head = { file: "sine.tflite", sha256: sha256(sine), bytes: sine.length };

describe("tinygen MODEL", () => {
  it("shows the model and every board", () => {
    const { exitCode, stdout, stderr } = tinygen(cwd, ["sine.tflite"]);
    expect([exitCode, stderr]).toEqual([0, ""]);
    for (const id of boardIds()) expect(stdout).toContain(id);
    const { document } = tinygenJson(cwd, ["sine.tflite"]);
    expect(document).toMatchObject({ model: head, macs: 288 });
    expect((document["boards"] as { id: string }[]).map(({ id }) => id)).toEqual(boardIds());
  });
});

describe("inspect", () => {
  it("lists operators and tensors", () => {
    const { exitCode, document } = tinygenJson(cwd, ["inspect"]);
    expect(exitCode).toBe(0);
    expect(document).toMatchObject({
      command: "inspect",
      model: head,
      n_ops: 3,
      ops: { FULLY_CONNECTED: 3 },
      kind: "int8",
    });
    expect(tinygen(cwd, ["inspect"]).stdout).toContain("FULLY_CONNECTED");
  });
});

describe("plan", () => {
  it("gives the arena, every buffer and the totals", () => {
    const { exitCode, document } = tinygenJson(cwd, ["plan", "-b", "esp32"]);
    expect(exitCode).toBe(0);
    expect(document).toMatchObject({ command: "plan", model: head, board: "esp32", runtime: "aot", overlaps: [] });
    const arena = document["arena"] as Record<string, number | string>;
    expect(arena["status"]).toBe("optimal");
    expect(arena["alignment"]).toBe(16);
    expect(arena["lowerBound"]).toBeLessThanOrEqual(arena["bytes"] as number);
    expect(arena["bytes"]).toBeLessThanOrEqual(arena["greedyBytes"] as number);
    const buffers = document["buffers"] as {
      bytes: number;
      offset: number;
      first: number;
      last: number;
      kind: string;
    }[];
    expect(buffers.length).toBeGreaterThan(2);
    for (const { bytes, offset, first, last, kind } of buffers) {
      expect(kind).toMatch(/^(tensor|scratch|variable|ring)$/);
      expect(offset + bytes).toBeLessThanOrEqual(arena["bytes"] as number);
      expect(first).toBeLessThanOrEqual(last);
    }
    expect(document["total"]).toBeGreaterThanOrEqual(arena["bytes"] as number);
  });

  it("writes the placement problem", () => {
    const { exitCode, stdout } = tinygen(cwd, ["plan", "-b", "esp32", "--csv", "-"]);
    expect(exitCode).toBe(0);
    expect(stdout.split("\n")[0]).toMatch(/\bid,lower,upper,size\b/);
    expect(tinygen(cwd, ["plan", "-b", "esp32", "--csv", "problem.csv"]).exitCode).toBe(0);
    expect(readFileSync(join(cwd, "problem.csv"), "utf8")).toBe(stdout);
  });

  it("writes the memory map as one page", () => {
    expect(tinygen(cwd, ["plan", "-b", "esp32", "--html", "map.html"]).exitCode).toBe(0);
    const page = readFileSync(join(cwd, "map.html"), "utf8");
    expect(page).toContain("<svg");
    expect(page, "self-contained").not.toMatch(/(src|href)="https?:/);
  });

  it("explains the peak", () => {
    const { exitCode, stdout } = tinygen(cwd, ["plan", "-b", "esp32", "--explain"]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^peak: node \d+ [A-Z_]+, [\d ]+ B live in \d+ buffers?$/m);
  });

  it("plans anew what would help, and the figures are those of the plans", () => {
    const { document } = tinygenJson(cwd, ["plan", "-b", "esp32", "--explain"]);
    const { peak, whatIf } = document["explain"] as {
      readonly peak: { readonly liveBytes: number; readonly buffers: readonly { readonly bytes: number }[] };
      readonly whatIf: readonly { readonly options: string | null; readonly arena: number; readonly fits: boolean }[];
    };
    expect(peak.buffers.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(peak.liveBytes);
    const ram = whatIf.find(({ options }) => options === "--optimize ram");
    const planned = tinygenJson(cwd, ["plan", "-b", "esp32", "--optimize", "ram"]).document["arena"];
    expect(planned).toMatchObject({ bytes: ram?.arena });
    expect(whatIf.map(({ options }) => options)).toContain(null);
  });

  it("names the smallest built-in board that holds a model, with its plan", () => {
    const folder = folderWith({ "large.tflite": sumModel(100_000) });
    const { document } = tinygenJson(folder, ["plan", "-b", "esp32", "--explain"]);
    const { whatIf } = document["explain"] as { whatIf: { change: string; board: string; fits: boolean }[] };
    const other = whatIf.find(({ change }) => change.startsWith("board "));
    expect(other).toMatchObject({ fits: true });
    const { exitCode } = tinygenJson(folder, ["check", "-b", other?.board ?? ""]);
    expect(exitCode).toBe(0);
    const { document: refused } = tinygenJson(folder, ["check", "-b", "esp32"]);
    expect(refused.diagnostics[0]?.hint).toContain(`planned anew: `);
    expect(refused.diagnostics[0]?.hint).toContain(`-b ${other?.board ?? "?"}`);
  });
});

describe("check", () => {
  it("says how full each region is", () => {
    const { exitCode, document } = tinygenJson(cwd, ["check", "-b", "esp32"]);
    expect(exitCode).toBe(0);
    expect(document).toMatchObject({ command: "check", model: head, board: "esp32", verdict: "fits" });
    for (const { name, used, available } of document["regions"] as {
      name: string;
      used: number;
      available: number;
    }[]) {
      expect(name).not.toBe("");
      expect(used).toBeLessThanOrEqual(available);
    }
  });

  it("judges several models for several boards in one run", () => {
    const folder = folderWith({ "sine.tflite": sine, "sum.tflite": sumModel(400_000) });
    const { exitCode, document } = tinygenJson(folder, [
      "check",
      "sine.tflite",
      "sum.tflite",
      "-b",
      "esp32",
      "mps2-an386",
    ]);
    expect(exitCode).toBe(5);
    const results = document["results"] as { model: { file: string }; board: string; verdict: string }[];
    expect(results.map(({ model, board, verdict }) => `${model.file} ${board} ${verdict}`)).toEqual([
      "sine.tflite esp32 fits",
      "sine.tflite mps2-an386 fits",
      "sum.tflite esp32 does-not-fit",
      "sum.tflite mps2-an386 fits",
    ]);
  });
});

describe("lists of values", () => {
  it("leave the model that follows them to the command", () => {
    const { exitCode, stdout } = tinygen(cwd, ["check", "-b", "esp32", "mps2-an386", "sine.tflite"]);
    expect(exitCode).toBe(0);
    expect(stdout.match(/sine\.tflite: fits/g)).toHaveLength(2);
    expect(tinygen(cwd, ["plan", "--disable-pass", "all", "sine.tflite", "-b", "esp32"]).exitCode).toBe(0);
  });
});

describe("profile", () => {
  const refusal = (args: readonly string[]) => {
    const { exitCode, document } = tinygenJson(cwd, ["profile", "sine.tflite", ...args]);
    return [exitCode, document.diagnostics.map(({ code }) => code).join(), document.diagnostics[0]?.message ?? ""];
  };

  it("refuses what cannot be judged before it builds anything", () => {
    const cases: [readonly string[], RegExp][] = [
      [["-b", "mps2-an386", "--max-regression", "2"], /needs --compare/],
      [["-b", "mps2-an386", "--compare", "missing.json"], /no such file/],
      [["-b", "mps2-an386", "--compare", "sine.tflite"], /no JSON/],
      [["-b", "mps2-an386", "--compare", "missing.json", "--max-regression", "much"], /takes a percentage/],
      [["-b", "mps2-an386", "--tradeoffs", "--html", "page.html"], /cannot be combined/],
      [["-b", "mps2-an386", "--vectors", "v", "--input", "i"], /exclude each other/],
    ];
    for (const [args, message] of cases) {
      expect(refusal(args)).toEqual([2, "TG7001", expect.stringMatching(message)]);
    }
  });

  it("refuses a result of another command", () => {
    const plan = tinygen(cwd, ["plan", "sine.tflite", "-b", "esp32", "--json"]).stdout;
    const folder = folderWith({ "sine.tflite": sine, "plan.json": plan });
    const { exitCode, document } = tinygenJson(folder, ["profile", "-b", "mps2-an386", "--compare", "plan.json"]);
    expect(exitCode).toBe(2);
    expect(document.diagnostics[0]?.message).toContain("a result of `tinygen plan` has no layers");
  });

  it("says that a board has no simulator", () => {
    expect(refusal(["-b", "esp32"])).toEqual([8, "TG6003", expect.stringContaining("no simulator")]);
  });
});

describe("verify", () => {
  it("matches the golden vectors of the example in the reference interpreter", () => {
    const vectors = new URL("../../examples/sine/vectors", import.meta.url).pathname;
    const { exitCode, document } = tinygenJson(cwd, ["verify", "--vectors", vectors]);
    expect(exitCode).toBe(0);
    expect(document).toMatchObject({ command: "verify", model: head, matches: true, firstDivergence: null });
    expect((document["invocations"] as unknown[]).length).toBe(16);
  });

  it("names the first byte that differs, with exit 9", () => {
    const wrong = Uint8Array.of(
      (readFileSync(new URL("../../examples/sine/vectors/out_1_0.bin", import.meta.url))[0] ?? 0) ^ 1,
    );
    const input = readFileSync(new URL("../../examples/sine/vectors/in_1_0.bin", import.meta.url));
    const folder = folderWith({ "sine.tflite": sine, "v/in_1_0.bin": input, "v/out_1_0.bin": wrong });
    const { exitCode, document } = tinygenJson(folder, ["verify", "--vectors", "v"]);
    expect(exitCode).toBe(9);
    expect(document).toMatchObject({ matches: false, firstDivergence: { k: 1, index: 0, expected: wrong[0] } });
    expect(document.diagnostics.map(({ code }) => code)).toContain("TG8001");
  });
});

describe("boards, ops, explain, doctor", () => {
  it("list what is there", () => {
    const boards = tinygenJson(cwd, ["boards"]).document["boards"] as { id: string }[];
    expect(boards.map(({ id }) => id)).toEqual(boardIds());
    const ops = tinygenJson(cwd, ["ops"]).document["ops"] as { op: string }[];
    expect(ops.map(({ op }) => op)).toEqual(operatorNames);
    expect(tinygen(cwd, ["boards", "esp32"]).stdout).not.toContain("mps2");
    expect(tinygen(cwd, ["ops", "conv"]).stdout).toContain("CONV_2D");
    expect(tinygenJson(cwd, ["doctor"]).exitCode).toBe(0);
  });

  it("say of an operator that TFLM does not have either why it is refused, and what does the same", () => {
    const { exitCode, document } = tinygenJson(cwd, ["ops", "tile"]);
    expect(exitCode).toBe(0);
    expect(document["ops"]).toEqual([]);
    expect(document["refused"]).toContainEqual({
      op: "TILE",
      reason: "TFLM has no kernel for it",
      instead: "BROADCAST_TO or CONCATENATION",
    });
    expect(tinygen(cwd, ["ops", "CONV2D"]).stdout).toContain("near: CONV_2D");
  });

  it("explain prints cause and remedy, also for a pasted error", () => {
    expect(tinygen(cwd, ["explain", "TG3001"]).stdout).toContain(CODES.TG3001.remedy);
    expect(tinygen(cwd, ["explain", "error tg2003: weights are int8"]).stdout).toContain(CODES.TG2003.cause);
    expect(tinygenJson(cwd, ["explain", "TG3001"]).document).toMatchObject({ code: "TG3001", exit: 5 });
  });
});

describe("output", () => {
  it("has no colours without a terminal, and none with NO_COLOR", () => {
    // eslint-disable-next-line no-control-regex
    const escape = /\u001b\[/;
    expect(tinygen(cwd, ["check", "-b", "esp32"]).stdout).not.toMatch(escape);
    expect(tinygen(cwd, ["check", "-b", "esp32"], { NO_COLOR: "1" }).stdout).not.toMatch(escape);
    expect(tinygen(cwd, ["check", "-b", "esp32"], { FORCE_COLOR: "1" }).stdout).toMatch(escape);
    expect(tinygen(cwd, ["check", "-b", "esp32", "--color", "never"], { FORCE_COLOR: "1" }).stdout).not.toMatch(escape);
  });

  it("is the same in a second run", () => {
    for (const args of [
      ["plan", "-b", "esp32"],
      ["check", "-b", "esp32", "--json"],
      ["inspect", "--json"],
    ]) {
      expect(tinygen(cwd, args)).toEqual(tinygen(cwd, args));
    }
  });

  it("takes global options before and after the command", () => {
    expect(tinygen(cwd, ["--json", "boards"]).stdout).toBe(tinygen(cwd, ["boards", "--json"]).stdout);
  });
});
