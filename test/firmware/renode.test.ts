// SPDX-License-Identifier: Apache-2.0
/** The Robot test of an emitted project in Renode, where Renode is installed; says aloud that it was not run elsewhere. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, it } from "vitest";
import { loadBoard } from "../../src/targets/load-board.js";
import { emitProject, writeSources } from "../support/emit-project.js";
import { describeWith, type Requirement } from "../support/loud-skip.js";
import { exampleModel } from "../support/sample-models.js";
import { missingTools } from "./required-tools.js";

const temporary = mkdtempSync(join(tmpdir(), "tinygen-renode-"));
afterAll(() => rmSync(temporary, { recursive: true }));
const board = loadBoard("disco_f407vg").value;
if (board === undefined) throw new Error("no board disco_f407vg");

// Excused, because neither Debian nor PyPI has Renode: its scripts' form and paths are checked in
// src/codegen/project/renode.test.ts.
function locateRenode(): Requirement<string> {
  const command = "renode-test";
  return spawnSync(command, ["--help"], { stdio: "ignore" }).status === 0
    ? { found: command }
    : { missing: "Renode is not installed: its scripts were checked, not run", excused: true };
}

describeWith("disco_f407vg in Renode", locateRenode(), (command) => {
  it.skipIf(missingTools(board))("passes its Robot test", () => {
    const tree = emitProject(exampleModel("digits"), board, { framework: "cmsis" });
    writeSources(temporary, tree);
    const elf = join(temporary, "firmware.elf");
    const sources = [...tree.keys()].filter((path) => path.endsWith(".c")).map((path) => join(temporary, path));
    const compiled = spawnSync("arm-none-eabi-gcc", [
      ...[...board.target.flags, "-std=gnu99", "-O2", "-ffp-contract=off", "-fno-delete-null-pointer-checks"],
      ...['-DTINYGEN_ARENA_SECTION=".tinygen_arena"', "-nostartfiles", "--specs=nano.specs", "--specs=nosys.specs"],
      ...[`-I${join(temporary, "lib/model_under_test/src")}`, "-T", join(temporary, "board/linker.ld")],
      ...[...sources, fileURLToPath(new URL("st-startup.c", import.meta.url)), "-o", elf],
    ]);
    expect(compiled.status).toBe(0);
    const robot = join(temporary, "renode", `${board.id}.robot`);
    const result = spawnSync(command, [robot, "--variable", `ELF:${elf}`], { cwd: temporary, encoding: "utf8" });
    expect(result.stdout).toContain("Tests finished successfully");
    expect(result.status).toBe(0);
  });
});
