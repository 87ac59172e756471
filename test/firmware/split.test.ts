// SPDX-License-Identifier: Apache-2.0
/** An arena in two regions of a board: firmware in the simulator gives the same bytes, and the linker keeps the regions. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { loadBoard } from "../../src/targets/load-board.js";
import { readElf } from "../../src/toolchain/elf-size.js";
import { missingTools } from "./required-tools.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const STACK = 16 * 1024;
const { value: base } = loadBoard("mps2-an386");
if (base === undefined) throw new Error("no board");
const missing = missingTools(base);

const cwd = mkdtempSync(join(tmpdir(), "tinygen-split-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

interface File {
  id: string;
  regions: { name: string; size: number | string }[];
}

/** The MPS2 board with so many bytes for the arena and the program's variables in each of its two memories. */
function smallBoard(fast: number, slow: number): string {
  const file = JSON.parse(readFileSync(join(ROOT, "boards", "mps2-an386.json"), "utf8")) as File;
  file.id = `small-${fast}-${slow}`;
  for (const region of file.regions) {
    if (region.name === "ZBT23") region.size = STACK + fast;
    if (region.name === "PSRAM") region.size = slow;
  }
  const path = join(cwd, `${file.id}.json`);
  writeFileSync(path, JSON.stringify({ ...file, $schema: undefined }));
  return path;
}

function tinygen(...args: readonly string[]): { status: number | null; document: Record<string, unknown> } {
  const main = join(ROOT, "src", "cli", "main.ts");
  const tsx = join(ROOT, "node_modules", "tsx", "dist", "cli.mjs");
  const result = spawnSync(process.execPath, [tsx, main, ...args, "--json"], { cwd, encoding: "utf8" });
  return { status: result.status, document: JSON.parse(result.stdout) as Record<string, unknown> };
}

interface Planned {
  readonly arena: {
    readonly bytes: number;
    readonly split: string | null;
    readonly regions: readonly { readonly name: string; readonly start: number; readonly bytes: number }[];
  };
  readonly buffers: readonly {
    readonly bytes: number;
    readonly first: number;
    readonly last: number;
    readonly offset: number | null;
    readonly region: string | null;
  }[];
}

describe("an arena that no region holds", () => {
  const model = join(ROOT, "examples", "digits", "digits.tflite");
  // One tensor of 1 984 B; in one piece the arena takes 2 112 B. The measuring program needs some of the variables.
  const board = smallBoard(1900, 2000);

  it("lies in both, within the bounds of each", () => {
    const { status, document } = tinygen("plan", model, "-b", board);
    expect(status).toBe(0);
    const { arena, buffers } = document as unknown as Planned;
    expect(arena.split).not.toBeNull();
    expect(arena.regions.map(({ name }) => name)).toEqual(["ZBT23", "PSRAM"]);
    expect(arena.regions.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(arena.bytes);
    for (const { offset, bytes, region } of buffers) {
      const part = arena.regions.find(({ name }) => name === region);
      expect(part).toBeDefined();
      expect(offset).toBeGreaterThanOrEqual(part?.start ?? Infinity);
      expect((offset ?? 0) + bytes).toBeLessThanOrEqual((part?.start ?? 0) + (part?.bytes ?? 0));
    }
    const [fast, slow] = arena.regions;
    expect(fast?.bytes).toBeLessThanOrEqual(1900);
    expect(slow?.bytes).toBeLessThanOrEqual(2000);
    expect(tinygen("check", model, "-b", board).status).toBe(0);
  });

  it("takes the fast memory first for the goal speed, where only the slow one holds it whole", () => {
    const roomy = smallBoard(1900, 4000);
    const regionsFor = (goal: string): readonly (readonly [string, number])[] => {
      const { status, document } = tinygen("plan", model, "-b", roomy, "--optimize", goal);
      expect(status).toBe(0);
      return (document as unknown as Planned).arena.regions.map(({ name, bytes }) => [name, bytes] as const);
    };
    expect(regionsFor("balanced").map(([name]) => name)).toEqual(["PSRAM"]);
    const fast = regionsFor("speed");
    expect(fast.map(([name]) => name)).toEqual(["ZBT23", "PSRAM"]);
    expect(fast[0]?.[1]).toBeGreaterThan(0);
    // With room in the fast one nothing is divided.
    const { document } = tinygen("plan", model, "-b", smallBoard(6000, 4000), "--optimize", "speed");
    expect((document as unknown as Planned).arena.split).toBeNull();
  });

  it.skipIf(missing)("computes the same bytes with the goal speed", { timeout: 120_000 }, () => {
    const roomy = smallBoard(1900, 4000);
    const { status, document } = tinygen("verify", model, "-b", roomy, "--optimize", "speed", "--on", "board");
    expect(status).toBe(0);
    expect(document).toMatchObject({ matches: true, firstDivergence: null });
  });

  it("does not fit when both together are too small", () => {
    const { status, document } = tinygen("check", model, "-b", smallBoard(1900, 1900));
    expect(status).toBe(5);
    expect(document).toMatchObject({ verdict: "does-not-fit" });
    expect((document["diagnostics"] as readonly { code: string }[]).map(({ code }) => code)).toContain("TG3001");
  });

  it.skipIf(missing)(
    "computes the same bytes on the board and under sanitizers, layer by layer",
    { timeout: 120_000 },
    () => {
      for (const place of [
        ["--on", "board"],
        ["--on", "host", "--sanitize"],
      ]) {
        const { status, document } = tinygen("verify", model, "-b", board, ...place);
        expect(status).toBe(0);
        expect(document).toMatchObject({ matches: true, firstDivergence: null });
      }
      const built = readdirSync(join(cwd, ".tinygen")).find((name) => name.includes("-small-1900-2000-"));
      const { sections } = readElf(readFileSync(join(cwd, ".tinygen", built ?? "", "firmware.elf")));
      const at = (name: string): number | undefined => sections.find((section) => section.name === name)?.address;
      expect(at(".tinygen_arena")).toBeGreaterThanOrEqual(0x20000000);
      expect(at(".tinygen_arena")).toBeLessThan(0x21000000);
      expect(at(".tinygen_arena_PSRAM")).toBe(0x21000000);
    },
  );
});
