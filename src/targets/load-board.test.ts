// SPDX-License-Identifier: Apache-2.0
/** Board files: every built-in one is complete, and wrong ones are refused with the field that is wrong. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { arenaRegions, freeBytes, regionFor } from "./board.js";
import { boardJsonSchema, parseSize } from "./board-schema.js";
import { boardIds, listBoards, loadBoard } from "./load-board.js";

const FOLDER = new URL("../../boards/", import.meta.url);
let temporary = "";
beforeAll(() => (temporary = mkdtempSync(join(tmpdir(), "tinygen-board-"))));
afterAll(() => rmSync(temporary, { recursive: true }));

type Json = Record<string, unknown>;

/** Loads the file of a board after a change to its JSON. */
function loadChanged(id: string, change: (json: Json) => void): ReturnType<typeof loadBoard> {
  const json = JSON.parse(readFileSync(new URL(`${id}.json`, FOLDER), "utf8")) as Json;
  change(json);
  const path = join(temporary, "changed.json");
  writeFileSync(path, JSON.stringify(json));
  return loadBoard(path);
}

function partitionsOf(json: Json): Json[] {
  return (json["espIdf"] as { partitions: Json[] }).partitions;
}

describe("built-in boards", () => {
  it("are the first wave and all valid", () => {
    const ids = boardIds();
    for (const id of ["mps2-an385", "mps2-an386", "mps2-an500", "mps3-an547", "qemu-rv32imc", "disco_f407vg"]) {
      expect(ids).toContain(id);
    }
    for (const id of ["esp32", "esp32-s3", "esp32-c3"]) expect(ids).toContain(id);
    expect(ids.flatMap((id) => loadBoard(id).diagnostics)).toEqual([]);
    expect(listBoards().map(({ id }) => id)).toEqual(ids);
  });

  it.each(boardIds())("%s has evidence beside every number and room for an arena", (id) => {
    const json = JSON.parse(readFileSync(new URL(`${id}.json`, FOLDER), "utf8")) as Json;
    expect(numbersWithoutEvidence(json)).toEqual([]);
    const board = loadBoard(id).value;
    if (board === undefined) throw new Error(`${id} is not valid`);
    const [arena] = arenaRegions(board);
    expect(arena && freeBytes(board, arena)).toBeGreaterThan(board.stack);
    expect(freeBytes(board, regionFor(board, "constants"))).toBeGreaterThan(0);
  });

  it("keep the real limits of the parts", () => {
    const esp32 = loadBoard("esp32").value;
    const f407 = loadBoard("disco_f407vg").value;
    if (esp32 === undefined || f407 === undefined) throw new Error("a board is missing");
    expect(regionFor(esp32, "data").size).toBe(180_736);
    expect(regionFor(esp32, "code").size).toBe(1_310_720);
    expect(regionFor(f407, "data").size).toBe(131_072);
    expect(regionFor(f407, "code").size).toBe(1_048_576);
  });

  it("match the published JSON Schema", () => {
    expect(readFileSync(new URL("board.schema.json", FOLDER), "utf8"), "run npm run generate").toBe(boardJsonSchema(z));
  });
});

describe("loadBoard", () => {
  it("names similar boards for an unknown id", () => {
    const { value, diagnostics } = loadBoard("mps2-an368");
    expect(value).toBeUndefined();
    expect(diagnostics[0]).toMatchObject({ code: "TG7002" });
    expect(diagnostics[0]?.hint).toContain("mps2-an386");
  });

  it("takes PlatformIO's id, and of several variants the plain one", () => {
    expect(loadBoard("blackpill_f411ce").value?.id).toBe("blackpill_f411");
    expect(loadBoard("esp32-s3-devkitc-1").value?.id).toBe("esp32-s3");
    expect(loadBoard("esp32devv").diagnostics[0]?.hint).toContain("esp32dev");
  });

  it("refuses a path without a file", () => {
    expect(loadBoard("no/such/board.json").diagnostics[0]).toMatchObject({ code: "TG7002" });
  });

  it("reads a board of the user from a path", () => {
    const { value, diagnostics } = loadChanged("esp32", (json) => (json["id"] = "my-board"));
    expect(diagnostics).toEqual([]);
    expect(value?.id).toBe("my-board");
  });

  it.each<[string, (json: Json) => void, RegExp]>([
    ["an unknown key", (json) => (json["colour"] = "red"), /colour/],
    ["a missing field", (json) => delete json["clockHz"], /clockHz/],
    ["a wrong size", (json) => ((json["regions"] as Json[])[0]!["size"] = "4 cm"), /regions\[0\]\.size/],
    ["an address that is no text", (json) => ((json["regions"] as Json[])[0]!["origin"] = 5), /regions\[0\]\.origin/],
    ["an option that selects no core", (json) => ((json["target"] as Json)["flags"] = ["-o/etc/passwd"]), /flags\[0\]/],
    [
      "an alignment that is no power of two",
      (json) => ((json["target"] as Json)["dataAlignment"] = 12),
      /power of two/,
    ],
    ["an alignment beyond any core's", (json) => ((json["target"] as Json)["dataAlignment"] = 4096), /dataAlignment/],
    ["a core that is no word", (json) => ((json["target"] as Json)["cpu"] = "lx6 -x"), /target\.cpu/],
    ["a title that would end a comment", (json) => (json["title"] = "mine */ #error"), /title: must be one line/],
    ["a title of two lines", (json) => (json["title"] = "mine\n#error"), /title: must be one line/],
    ["a region behind all addresses", (json) => ((json["regions"] as Json[])[2]!["size"] = 2 ** 32), /32-bit address/],
    ["no place for the stack", (json) => ((json["regions"] as Json[])[0]!["uses"] = ["data", "arena"]), /"stack"/],
    ["two regions in one place", (json) => ((json["regions"] as Json[])[1]!["origin"] = "0x3ffb0000"), /inside region/],
    ["code in a region for data", (json) => ((json["regions"] as Json[])[2]!["uses"] = ["data"]), /regions/],
    ["an app partition that is not the code region", (json) => (partitionsOf(json)[2]!["size"] = "1 MB"), /first app/],
    ["a partition behind the flash", (json) => (partitionsOf(json)[4]!["size"] = "3 MB"), /behind the flash/],
    ["a partition over another", (json) => (partitionsOf(json)[3]!["offset"] = "0x20000"), /begins before/],
    ["a region without evidence", (json) => delete (json["regions"] as Json[])[0]!["evidence"], /evidence/],
  ])("refuses %s and names the field", (_, change, expected) => {
    const { value, diagnostics } = loadChanged("esp32", change);
    expect(value).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toContain("TG7003");
    expect(diagnostics.map(({ message }) => message).join("\n")).toMatch(expected);
  });

  it("reads a file with a byte-order mark", () => {
    const path = join(temporary, "marked.json");
    writeFileSync(path, `\uFEFF${readFileSync(new URL("esp32.json", FOLDER), "utf8")}`);
    expect(loadBoard(path)).toMatchObject({ value: { id: "esp32" }, diagnostics: [] });
  });

  it("refuses a file that is not JSON", () => {
    const path = join(temporary, "broken.json");
    writeFileSync(path, "{");
    expect(loadBoard(path).diagnostics[0]).toMatchObject({ code: "TG7003" });
  });
});

describe("parseSize", () => {
  it("reads bytes, KB and MB", () => {
    expect(["64", "128 KB", "128K", "4 MB", "1M"].map(parseSize)).toEqual([64, 131_072, 131_072, 4_194_304, 1_048_576]);
    expect(parseSize("4 GB")).toBeNaN();
  });
});

/** Paths of numbers, sizes and addresses in a board file that nothing in `evidence` stands for. */
function numbersWithoutEvidence(json: Json): string[] {
  const missing: string[] = [];
  const evidence = json["evidence"] as Json;
  const visit = (value: unknown, path: readonly string[], covered: boolean): void => {
    if (typeof value === "object" && value !== null) {
      const own = covered || "evidence" in value;
      for (const [key, child] of Object.entries(value)) {
        if (key !== "evidence") visit(child, [...path, key], own || (path.length === 0 && key in evidence));
      }
    } else if (!covered && /^(0x[0-9a-f]+|[0-9]+( ?[KM]B?)?)$/i.test(String(value)) && path[0] !== "schema") {
      missing.push(path.join("."));
    }
  };
  for (const [key, value] of Object.entries(json)) if (key !== "evidence") visit(value, [key], key in evidence);
  return missing;
}
