// SPDX-License-Identifier: Apache-2.0
/** Every board: its emitted sources compile for its core, its linker scripts hold its regions, its program runs. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { harnessSources } from "../../src/codegen/harness.js";
import { underFolder } from "../../src/codegen/source-tree.js";
import { qemuMachine } from "../../src/simulators/qemu.js";
import { machineFlags } from "../../src/targets/bare-metal.js";
import { type Board, freeBytes, regionFor } from "../../src/targets/board.js";
import { listBoards } from "../../src/targets/load-board.js";
import { readElf } from "../../src/toolchain/elf-size.js";
import { exec } from "../../src/toolchain/exec.js";
import { compileFirmware } from "../../src/toolchain/gcc.js";
import { compilerFor, XTENSA_COMPILER } from "../../src/toolchain/tools.js";
import { emitProject, writeSources } from "../support/emit-project.js";
import { exampleModel } from "../support/sample-models.js";
import { readFileSync } from "node:fs";
import { missingTools } from "./required-tools.js";

const STUBS = fileURLToPath(new URL("framework-stubs/", import.meta.url));
const STARTUP = fileURLToPath(new URL("st-startup.c", import.meta.url));
const temporary = mkdtempSync(join(tmpdir(), "tinygen-boards-"));
afterAll(() => rmSync(temporary, { recursive: true }));

const boards = listBoards();
const MODEL = exampleModel("digits");

/** The board itself, and once for each framework that PlatformIO offers for it. */
const variants = boards.flatMap((board) =>
  (board.platformio?.frameworks ?? [undefined]).map(
    (framework) => [`${board.id} ${framework ?? "alone"}`, board, framework] as const,
  ),
);

/**
 * The board's compiler with the options for its core. Debian has none for the cores of the ESP32, ESP32-S2 and ESP32-S3
 * (Xtensa LX6 and LX7); there its compiler for the smaller lx106 stands in, which proves the C, not the machine code.
 */
function compilerCommand({ target }: Board): readonly string[] {
  return [(compilerFor(target) ?? XTENSA_COMPILER).file, ...machineFlags(target)];
}

async function gcc(command: readonly string[], args: readonly string[]): Promise<void> {
  const [file = "", ...options] = command;
  const result = await exec({ file, args: [...options, ...args] });
  expect(result.stderr).toBe("");
  expect(result.exitCode).toBe(0);
}

describe.each(variants)("%s", (label, board, framework) => {
  it.skipIf(missingTools(board))("compiles without a warning", async () => {
    const folder = join(temporary, label.replaceAll(/[^a-z0-9]+/g, "-"));
    const tree = emitProject(MODEL, board, framework === undefined ? {} : { framework });
    writeSources(folder, tree);
    const main = [...tree.keys()].filter((path) => /^(src|main)\/main\.(c|cpp)$/.test(path));
    expect(main).toHaveLength(1);
    const library = [...tree.keys()].filter((path) => /^lib\/.*\.c$/.test(path));
    expect(library.length).toBeGreaterThan(2);
    for (const path of [...main, ...library]) {
      const isCpp = path.endsWith(".cpp");
      const includes = ["lib/model_under_test/src", "board"].map((name) => `-I${join(folder, name)}`);
      const dialect = isCpp ? ["-x", "c++", "-std=gnu++11"] : ["-std=gnu99"];
      const stubs = ["-isystem", STUBS, ...(board.espIdf === undefined ? [] : ["-DSTUB_ESP32"])];
      await gcc(compilerCommand(board), [
        ...[...dialect, "-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-Werror"],
        // As far as the back end where one compiler stands in for another, which has to take all of it.
        ...(compilerFor(board.target) === undefined ? ["-O2", "-c", "-o", "/dev/null"] : ["-O1", "-fsyntax-only"]),
        ...[...includes, ...stubs, join(folder, path)],
      ]);
    }
  });
});

const linked = boards.filter(({ target }) => compilerFor(target) !== undefined);

describe.each(linked.map((board) => [board.id, board] as const))("%s", (id, board) => {
  it.skipIf(missingTools(board))("links into its regions", async () => {
    const dir = join(temporary, `link-${id}`);
    const tree = emitProject(MODEL, board);
    writeSources(dir, underFolder("harness", harnessSources(board)));
    writeSources(dir, new Map([...tree].filter(([path]) => path.startsWith("lib/"))));
    writeSources(dir, new Map([["application.c", APPLICATION]]));
    rmSync(join(dir, "harness", "harness.c"));
    rmSync(join(dir, "harness", "measure.c"));
    rmSync(join(dir, "harness", "memory_use.c"));
    const { elf } = await compileFirmware({
      ...{ dir, board, out: join(dir, "..", `${id}.elf`) },
      flags: ['-DTINYGEN_ARENA_SECTION=".tinygen_arena"'],
    });
    for (const section of readElf(readFileSync(elf)).sections.filter(({ allocated, size }) => allocated && size > 0)) {
      const home = board.regions.find(
        (region) => section.address >= region.origin && section.address < region.origin + region.size,
      );
      expect(home, section.name).toBeDefined();
      expect(section.address + section.size).toBeLessThanOrEqual((home?.origin ?? 0) + freeBytes(board, home!));
    }
  });
});

const APPLICATION = `#include "harness.h"
#include "model.h"
int32_t harness_run(void) { return model_init() == MODEL_OK ? model_invoke() : 1; }
`;

const withOwnScript = boards.filter(({ platformio }) => platformio?.frameworks.includes("cmsis") === true);

describe.each(withOwnScript.map((board) => [board.id, board] as const))("%s under CMSIS", (id, board) => {
  it.skipIf(missingTools(board))("links with the emitted script, and runs where QEMU has a machine", async () => {
    const folder = join(temporary, `cmsis-${id}`);
    const tree = emitProject(MODEL, board, { framework: "cmsis" });
    writeSources(folder, tree);
    const sources = [...tree.keys()].filter((path) => path.endsWith(".c")).map((path) => join(folder, path));
    const elf = join(folder, "firmware.elf");
    await gcc(compilerCommand(board), [
      ...["-std=gnu99", "-O2", "-Wall", "-Wextra", "-ffunction-sections", "-fdata-sections", "-ffp-contract=off"],
      ...["-fno-delete-null-pointer-checks", '-DTINYGEN_ARENA_SECTION=".tinygen_arena"'],
      ...["-nostartfiles", "--specs=nano.specs", "--specs=nosys.specs", "-Wl,--gc-sections"],
      ...[`-I${join(folder, "lib/model_under_test/src")}`, "-T", join(folder, "board/linker.ld")],
      ...[...sources, STARTUP, "-o", elf],
    ]);
    const { sections, symbols } = readElf(readFileSync(elf));
    const address = (name: string): number => symbols.find((symbol) => symbol.name === name)?.address ?? -1;
    const boot = regionFor(board, "boot");
    const stack = regionFor(board, "stack");
    expect(sections.find(({ name }) => name === ".isr_vector")?.address).toBe(boot.origin);
    expect(address("_estack")).toBe(stack.origin + stack.size);
    expect(sections.find(({ name }) => name === ".tinygen_arena")?.size).toBeGreaterThan(0);
    const machine = qemuMachine(board);
    if (machine === undefined) return;
    const result = await exec({
      file: "qemu-system-arm",
      args: [
        ...["-M", machine.machine, "-nodefaults", "-display", "none", "-monitor", "none", "-serial", "none"],
        ...["-semihosting-config", "enable=on,target=native", "-kernel", elf],
      ],
      timeoutMs: 60_000,
    });
    expect([result.end, result.exitCode]).toEqual(["exited", 0]);
  });
});
