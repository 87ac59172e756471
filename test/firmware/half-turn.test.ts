// SPDX-License-Identifier: Apache-2.0
/** The interrupts that count the half turns of CCOUNT: an exact count beyond the first of them, in QEMU. */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { harnessSources } from "../../src/codegen/harness.js";
import { underFolder } from "../../src/codegen/source-tree.js";
import { runFirmware } from "../../src/simulators/qemu.js";
import { loadBoard } from "../../src/targets/load-board.js";
import { compileFirmware } from "../../src/toolchain/gcc.js";
import { writeSources } from "../support/emit-project.js";
import { missingTools } from "./required-tools.js";

const MODEL = fileURLToPath(new URL("fake-model/", import.meta.url));
const temporary = mkdtempSync(join(tmpdir(), "tinygen-half-turn-"));
afterAll(() => rmSync(temporary, { recursive: true }));

const board = loadBoard("qemu-xtensa-lx106").value;
if (board === undefined) throw new Error("no board qemu-xtensa-lx106");

/** Instructions of one invocation whose loop takes `iterations` times two; `cost` replaces that of an interrupt. */
async function count(iterations: number, cost?: number): Promise<number> {
  const cwd = join(temporary, `${iterations}-${cost ?? "own"}`);
  const dir = join(cwd, "sources");
  mkdirSync(join(dir, "model"), { recursive: true });
  for (const name of ["model.c", "model.h", "model_trace.h"]) copyFileSync(join(MODEL, name), join(dir, "model", name));
  const sources = new Map(harnessSources(board!));
  const header = sources.get("startup_xtensa.h")?.toString() ?? "";
  if (cost !== undefined) sources.set("startup_xtensa.h", header.replace(/(TIMER_INSTRUCTIONS) \d+u/, `$1 ${cost}u`));
  writeSources(dir, underFolder("harness", sources));
  const flags = ["-Werror", `-DFAKE_LOOP=${iterations}u`];
  const { elf } = await compileFirmware({ dir, board: board!, out: join(cwd, "program.elf"), flags });
  expect(readFileSync(elf).length).toBeGreaterThan(1000);
  const { invocations } = await runFirmware(elf, board!, { cwd, invocations: 1, inputs: "pattern" });
  return invocations[0]?.instructions ?? Number.NaN;
}

describe("half turns of CCOUNT", () => {
  it.skipIf(missingTools(board))("cost nothing that is counted", async () => {
    const [small, large] = [0x1_1000, 0x1a00_1000];
    // 872 million instructions; a half turn is 839 million.
    const [a, b] = [await count(small), await count(large)];
    expect(b - a).toBe(2 * (large - small));
    // And there was an interrupt: with another price for it the count is another one.
    expect(await count(large, 18)).toBe(b + 1);
  });
});
