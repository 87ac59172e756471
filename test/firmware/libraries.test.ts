// SPDX-License-Identifier: Apache-2.0
/** `--emit lib`: several models in one firmware, through GCC, CMake and PlatformIO, whatever their names are. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { cIdentifier } from "../../src/codegen/c/literals.js";
import { supportSources } from "../../src/codegen/harness.js";
import { simulatorArguments } from "../../src/codegen/project/sim-platform.js";
import { underFolder } from "../../src/codegen/source-tree.js";
import { loadBoard } from "../../src/targets/load-board.js";
import { exec } from "../../src/toolchain/exec.js";
import { compileFirmware } from "../../src/toolchain/gcc.js";
import { emitProject, writeSources } from "../support/emit-project.js";
import { exampleModel } from "../support/sample-models.js";
import { missingPlatformIo, pio } from "./platformio-tools.js";
import { missingTools } from "./required-tools.js";

const temporary = mkdtempSync(join(tmpdir(), "tinygen-libraries-"));
afterAll(() => rmSync(temporary, { recursive: true }));

const board = loadBoard("mps2-an386").value;
if (board === undefined) throw new Error("no board mps2-an386");

/** Names that would clash with a header, a keyword, the project's own files, or are no identifiers. */
const NAMES = ["digits", "sine", "string", "model", "int", "3d", "wake word-2", "tinygen_compiler", "harness"];

/** Runs the self-test of each model twice, so that one model's arena would show in another's result. */
function application(identifiers: readonly string[], head: string, foot: string): string {
  const checks = identifiers.map(
    (name, i) => `        if (tinygen_${name}_selftest() != 0) {\n            return ${i + 1};\n        }`,
  );
  const includes = identifiers.flatMap((name) => [`#include "${name}.h"`, `#include "${name}_selftest.h"`]);
  return [...includes, head, "    for (int round = 0; round < 2; round++) {", ...checks, "    }", foot, ""].join("\n");
}

const BOARD_MAIN = ['#include "harness.h"\nint32_t harness_run(void)\n{', "    return 0;\n}"] as const;

function library(name: string): ReturnType<typeof emitProject> {
  return emitProject(exampleModel(name === "sine" ? "sine" : "digits"), board!, { name, emit: "lib" });
}

describe("libraries of several models", () => {
  it("carry no main and say how to use them", () => {
    const files = [...library("digits").keys()];
    expect(files).toEqual(expect.arrayContaining(["README.md", "library.json", "CMakeLists.txt", "src/digits.h"]));
    expect(files.filter((path) => /main|platformio\.ini|linker/.test(path))).toEqual([]);
  });

  it.skipIf(missingTools(board))("link and run in one firmware, also under awkward names", async () => {
    const dir = join(temporary, "gcc");
    const identifiers = NAMES.map(cIdentifier);
    expect(new Set(identifiers).size).toBe(NAMES.length);
    NAMES.forEach((name, i) => writeSources(join(dir, `lib-${identifiers[i]}`), library(name)));
    writeSources(dir, underFolder("harness", supportSources(board)));
    writeSources(dir, new Map([["application.c", application(identifiers, ...BOARD_MAIN)]]));
    const out = join(temporary, "gcc.elf");
    const flags = ['-DTINYGEN_ARENA_SECTION=".tinygen_arena"'];
    const { warnings } = await compileFirmware({ dir, board, out, flags });
    expect(warnings).toBe("");
    const [file = "", ...args] = simulatorArguments(board);
    const result = await exec({ file, args: [...args, out], timeoutMs: 60_000 });
    expect([result.end, result.exitCode]).toEqual(["exited", 0]);
  });

  it("build with CMake by add_subdirectory, and run on the host", () => {
    const folder = join(temporary, "cmake");
    for (const name of ["digits", "sine"]) writeSources(join(folder, name), library(name));
    const head = "int main(void)\n{";
    const lists = [
      "cmake_minimum_required(VERSION 3.16)\nproject(two C)\nadd_subdirectory(digits)\nadd_subdirectory(sine)",
      "add_executable(two main.c)\ntarget_link_libraries(two PRIVATE digits sine)\n",
    ].join("\n");
    const main = application(["digits", "sine"], head, "    return 0;\n}");
    writeSources(
      folder,
      new Map([
        ["CMakeLists.txt", lists],
        ["main.c", main],
      ]),
    );
    for (const args of [
      ["-S", ".", "-B", "build"],
      ["--build", "build"],
    ]) {
      const { status, stderr } = spawnSync("cmake", args, { cwd: folder, encoding: "utf8" });
      expect([status, stderr]).toEqual([0, ""]);
    }
    expect(spawnSync(join(folder, "build", "two")).status).toBe(0);
  });

  it.skipIf(missingTools(board) || missingPlatformIo())("are found below lib/ by PlatformIO", () => {
    const folder = join(temporary, "platformio");
    // A firmware that exists already, here one for the first model; the second library is dropped into it.
    writeSources(folder, emitProject(exampleModel("digits"), board, { name: "digits" }));
    writeSources(join(folder, "lib", "sine"), library("sine"));
    writeSources(folder, new Map([["src/main.c", application(["digits", "sine"], ...BOARD_MAIN)]]));
    const { status, output } = pio(folder, ["run", "-t", "sim"]);
    expect(output).toContain("[SUCCESS]");
    expect(status).toBe(0);
  });
});
