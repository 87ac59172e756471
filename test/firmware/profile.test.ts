// SPDX-License-Identifier: Apache-2.0
/** `tinygen profile` on simulated boards: two independent counters agree, and the document says what is known. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { profileCommand } from "../../src/cli/commands/profile.js";
import { createOutput } from "../../src/cli/output.js";
import type { ProfileFlags } from "../../src/cli/profile-request.js";
import { readListing } from "../../src/profile/listing.js";
import type { profileDocument } from "../../src/report/profile-document.js";
import { parseCounts } from "../../src/simulators/profile-counts.js";
import { listBoards } from "../../src/targets/load-board.js";
import { disassemble } from "../../src/toolchain/disassemble.js";
import { exampleModel } from "../support/sample-models.js";
import { missingTools } from "./required-tools.js";

type Document = ReturnType<typeof profileDocument> & {
  readonly diagnostics: readonly { readonly code: string; readonly severity: string }[];
  readonly comparison: { readonly total: { readonly instructions: { readonly percent: number } } } | null;
  readonly tradeoffs: readonly {
    readonly optimize: string;
    readonly ram: number;
    readonly instructions: number;
    readonly flash: { readonly code: number };
  }[];
};

const simulated = listBoards().filter(({ simulators }) => simulators.some(({ kind }) => kind === "qemu"));
const folder = mkdtempSync(join(tmpdir(), "tinygen-profile-"));
const before = process.cwd();
beforeAll(() => {
  writeFileSync(join(folder, "digits.tflite"), exampleModel("digits"));
  process.chdir(folder);
});
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

async function profile(
  board: string,
  flags: Partial<ProfileFlags> = {},
): Promise<{ exit: number; document: Document }> {
  const documents: unknown[] = [];
  const output = createOutput({ json: true, quiet: true, verbose: false, color: "never" });
  const capture = { ...output, document: (value: unknown) => void documents.push(value) };
  const defaults = { board, optimize: "balanced", models: [], boards: [], timeout: "120" } as const;
  const exit = await profileCommand(capture, "digits.tflite", { ...defaults, ...flags });
  expect(documents).toHaveLength(1);
  return { exit, document: JSON.parse(JSON.stringify(documents[0])) as Document };
}

describe.each(simulated.map((board) => [board.id, board] as const))("%s", (id, board) => {
  const missing = missingTools(board);

  it.skipIf(missing)("has exact totals that two counters agree on", async () => {
    const { exit, document } = await profile(id);
    expect(exit).toBe(0);
    const { total, layers, functions } = document;
    // The firmware's clock and the plugin count independently; where they differ there are no functions.
    expect(document.missing.filter((text) => text.includes("disagree") || text.includes("plugin"))).toEqual([]);
    // Vectors do the work of several instructions.
    const vectors = board.target.isa.includes("arm-mve");
    expect(total.instructions).toBeGreaterThan(vectors ? 50_000 : 100_000);
    expect(functions?.reduce((sum, { instructions }) => sum + instructions, 0)).toBe(total.instructions);
    expect(layers).toHaveLength(9);
    const sum = layers.reduce((all, { instructions }) => all + (instructions ?? Number.NaN), 0);
    expect(Math.abs(sum - (total.instructions ?? 0))).toBeLessThan(40 * layers.length);
    for (const { loads, stores, bytes } of layers) {
      // Every output byte is stored, four at a time at best; some input is loaded.
      expect(stores?.ram).toBeGreaterThanOrEqual(bytes.outputs / 4);
      expect((loads?.ram ?? 0) + (loads?.flash ?? 0)).toBeGreaterThan(0);
      expect([stores?.flash, stores?.other, loads?.other]).toEqual([0, 0, 0]);
    }
    const estimated = board.target.cpu === "cortex-m4";
    expect(document.costTable === null).toBe(!estimated);
    for (const { estimatedCycles, instructions } of [total, ...layers]) {
      if (!estimated) expect(estimatedCycles).toBeNull();
      else {
        expect(estimatedCycles?.method).toMatch(/^estimate: .*cortex-m4 version \d+/);
        expect(estimatedCycles?.value).toBeGreaterThan(instructions ?? Number.NaN);
        expect(estimatedCycles?.low).toBeLessThanOrEqual(estimatedCycles?.value ?? Number.NaN);
        expect(estimatedCycles?.high).toBeGreaterThanOrEqual(estimatedCycles?.value ?? Number.NaN);
      }
    }
  });
});

/** Instructions behind which another one than the next may run. */
const MAY_JUMP: Readonly<Partial<Record<string, RegExp>>> = {
  arm: /^(?:b|bl|bx|blx|cb|tb|le|wls|dls|svc|bkpt)|\bpc\b/,
  riscv: /^(?:c\.)?(?:b|j|ret|call|tail|ecall|ebreak|mret)/,
  xtensa: /^(?:b|j|call|ret|loop|rf|simcall|syscall)/,
};

describe.each(simulated.map((board) => [board.id, board] as const))("the plugin on %s", (id, board) => {
  it.skipIf(missingTools(board))("takes no instruction for a jump that goes on behind itself", async () => {
    await profile(id);
    const program = readdirSync(".tinygen").find(
      (name) => name.startsWith("digits-") && name.endsWith(`-${id}-balanced`),
    );
    const built = join(".tinygen", program ?? "");
    const counts = parseCounts(readFileSync(join(built, "run", "profile-counts.txt"), "latin1"));
    const listing = readListing((await disassemble(join(built, "firmware.elf"), board.target)) ?? "");
    const lines = new Map(listing.map((line) => [line.address, line]));
    const mayJump = MAY_JUMP[board.target.arch] ?? /^$/;
    const instructions = (counts ?? []).flatMap((segment) => segment.instructions);
    expect(instructions.some(({ taken }) => taken > 0)).toBe(true);
    const wrong = instructions
      .filter(({ taken }) => taken > 0)
      .map(({ address }) => lines.get(address))
      .filter((line) => line === undefined || !mayJump.test(`${line.mnemonic} ${line.operands}`));
    expect(wrong).toEqual([]);
  });
});

const BOARD = simulated.find(({ id }) => id === "mps2-an386");
const missing = BOARD === undefined || missingTools(BOARD);

describe("comparisons", () => {
  it.skipIf(missing)("judge the totals by the limit and nothing without one", async () => {
    const earlier = (await profile("mps2-an386", { html: "page.html" })).document;
    const page = readFileSync("page.html", "utf8");
    expect(page).toContain("DEPTHWISE_CONV_2D");
    expect(page, "self-contained").not.toMatch(/(src|href)=/);
    writeFileSync("same.json", JSON.stringify(earlier));
    const same = await profile("mps2-an386", { compare: "same.json", maxRegression: "0" });
    expect([same.exit, same.document.comparison?.total.instructions.percent]).toEqual([0, 0]);
    const instructions = Math.round((earlier.total.instructions ?? 0) / 1.1);
    writeFileSync("faster.json", JSON.stringify({ ...earlier, total: { ...earlier.total, instructions } }));
    expect((await profile("mps2-an386", { compare: "faster.json" })).exit).toBe(0);
    expect((await profile("mps2-an386", { compare: "faster.json", maxRegression: "11" })).exit).toBe(0);
    const worse = await profile("mps2-an386", { compare: "faster.json", maxRegression: "5" });
    expect(worse.exit).toBe(10);
    expect(worse.document.diagnostics).toContainEqual(expect.objectContaining({ code: "TG8003", severity: "error" }));
  });

  it.skipIf(missing)("show every choice of --optimize", async () => {
    const { document } = await profile("mps2-an386", { tradeoffs: true });
    const by = Object.fromEntries(document.tradeoffs.map((choice) => [choice.optimize, choice]));
    expect(Object.keys(by).sort()).toEqual(["balanced", "ram", "size", "speed"]);
    const least = (of: (choice: Document["tradeoffs"][number]) => number): number =>
      Math.min(...document.tradeoffs.map(of));
    expect(by["ram"]?.ram).toBe(least(({ ram }) => ram));
    expect(by["size"]?.flash.code).toBe(least(({ flash }) => flash.code));
    // Kernels are chosen before compiling, so on a model as small as this the fastest choice may be missed by a little.
    expect(by["speed"]?.instructions).toBeLessThan(1.05 * least(({ instructions }) => instructions));
  });
});

describe("without a compiler for the plugin", () => {
  it.skipIf(missing)("there are exact instructions, and the reason why there is no more", async () => {
    const path = process.env["PATH"];
    mkdirSync("tools", { recursive: true });
    for (const tool of ["arm-none-eabi-gcc", "qemu-system-arm"]) {
      const found = execFileSync("/bin/sh", ["-c", `command -v ${tool}`], { encoding: "utf8" }).trim();
      symlinkSync(found, join("tools", tool));
    }
    process.env["PATH"] = join(folder, "tools");
    try {
      const { exit, document } = await profile("mps2-an386");
      expect(exit).toBe(0);
      expect(document.total.instructions).toBeGreaterThan(100_000);
      expect([document.total.estimatedCycles, document.total.loads, document.functions]).toEqual([null, null, null]);
      expect(document.missing.join()).toMatch(/no C compiler: cc/);
    } finally {
      process.env["PATH"] = path;
    }
  });
});
