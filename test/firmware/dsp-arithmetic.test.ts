// SPDX-License-Identifier: Apache-2.0
/** The functions of tinygen_dsp.h, as instructions and as plain C, against formulas in 64 bits. */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { harnessSources } from "../../src/codegen/harness.js";
import { runtimeHeader } from "../../src/codegen/templates.js";
import { runHost } from "../../src/simulators/host.js";
import { runFirmware } from "../../src/simulators/qemu.js";
import type { Board } from "../../src/targets/board.js";
import { listBoards } from "../../src/targets/load-board.js";
import { compileFirmware, compileHost } from "../../src/toolchain/gcc.js";
import { missingTools } from "./required-tools.js";

const PROGRAM = fileURLToPath(new URL("dsp-arithmetic/", import.meta.url));
const WORDS = ["rescale", "rescale up", "products", "halves", "bytes", "upper", "doubled", "loads", "high"] as const;
/** Without the extension, with it, and with vectors beside it. */
const BOARDS = ["mps2-an385", "mps2-an386", "mps2-an500", "mps3-an547"];
const temporary = mkdtempSync(join(tmpdir(), "tinygen-dsp-"));
afterAll(() => rmSync(temporary, { recursive: true }));

interface Counts {
  readonly wrong: Readonly<Record<string, number>>;
  readonly ties: number;
}

async function count(target: Board | "host", optimize: "balanced" | "size"): Promise<Counts> {
  const cwd = join(temporary, `${target === "host" ? target : target.id}-${optimize}`);
  const dir = join(cwd, "sources");
  mkdirSync(join(dir, "harness"), { recursive: true });
  mkdirSync(join(dir, "model"));
  for (const name of ["model.c", "model.h", "model_trace.h"])
    copyFileSync(join(PROGRAM, name), join(dir, "model", name));
  for (const name of ["tinygen_dsp.h", "tinygen_fixed_point.h"])
    writeFileSync(join(dir, "model", name), runtimeHeader(name));
  for (const [name, text] of harnessSources(target)) writeFileSync(join(dir, "harness", name), text);
  const common = { dir, out: join(cwd, "program.elf"), flags: ["-Werror"], optimize };
  const run = { cwd, invocations: 1, inputs: "pattern", writeOutputs: true, timeoutMs: 120_000 } as const;
  if (target === "host") await runHost((await compileHost(common)).elf, run);
  else await runFirmware((await compileFirmware({ ...common, board: target })).elf, target, run);
  const bytes = readFileSync(join(cwd, "out_1_0.bin"));
  const word = (index: number): number => bytes.readUInt32LE(4 * index);
  return { wrong: Object.fromEntries(WORDS.map((name, i) => [name, word(i)])), ties: word(WORDS.length) };
}

const none = Object.fromEntries(WORDS.map((name) => [name, 0]));

describe.each(["balanced", "size"] as const)("compiled for %s", (optimize) => {
  it("is right in plain C", async () => {
    const { wrong, ties } = await count("host", optimize);
    expect(wrong).toEqual(none);
    expect(ties).toBeGreaterThan(1000);
  });

  const boards = listBoards().filter(({ id }) => BOARDS.includes(id));
  it.each(boards.map((board) => [board.id, board] as const))("is right on %s", async (_, board) => {
    if (missingTools(board)) return;
    const { wrong, ties } = await count(board, optimize);
    expect(wrong).toEqual(none);
    expect(ties).toBeGreaterThan(1000);
  });
});
