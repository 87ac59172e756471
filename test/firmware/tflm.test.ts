// SPDX-License-Identifier: Apache-2.0
/**
 * Firmware with TFLM in the simulators: same bytes as the golden vectors, node by node, and the arena as planned. Needs
 * builds of TFLM: TINYGEN_TFLM_LIB names its static library for the Cortex-M4 with FPU, TINYGEN_TFLM_INCLUDE its folders
 * of headers, separated by colons; TINYGEN_TFLM_RV32_LIB and TINYGEN_TFLM_RV32_INCLUDE those for RV32IMC, where the
 * folders must also hold a C++ library's headers if the compiler comes without.
 */
import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { describeWith, type Requirement } from "../support/loud-skip.js";
import { loadModel } from "../../src/compile.js";
import { loadBoard } from "../../src/targets/load-board.js";
import { missingTools } from "./required-tools.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

interface Machine {
  readonly what: string;
  readonly board: string;
  /** Prefix of the variables with library and headers. */
  readonly variables: string;
}

const MACHINES: readonly Machine[] = [
  { what: "TFLM on a Cortex-M4", board: "mps2-an386", variables: "TINYGEN_TFLM" },
  { what: "TFLM on RV32IMC", board: "qemu-rv32imc", variables: "TINYGEN_TFLM_RV32" },
];

interface Library {
  readonly archive: string;
  readonly includes: readonly string[];
}

function locateTflm({ what, variables }: Machine): Requirement<Library> {
  const archive = process.env[`${variables}_LIB`];
  const includes = process.env[`${variables}_INCLUDE`]?.split(":") ?? [];
  if (archive !== undefined && archive !== "none" && includes.length > 0) return { found: { archive, includes } };
  return {
    missing:
      `${what} is absent: set ${variables}_LIB to libtensorflow-microlite.a for it and ${variables}_INCLUDE to its ` +
      `folders of headers (a:b:c); ${variables}_LIB=none says that there is none`,
    excused: archive === "none",
  };
}

const cwd = mkdtempSync(join(tmpdir(), "tinygen-tflm-"));
afterAll(() => {
  rmSync(cwd, { recursive: true, force: true });
});

describe.each(MACHINES)("$what", (machine) => {
  describeWith("with its library", locateTflm(machine), (library) => {
    checkMachine(machine, library);
  });
});

function checkMachine({ board: id }: Machine, { archive, includes }: Library): void {
  const { value: board } = loadBoard(id);
  if (board === undefined) throw new Error("no board");

  const target = ["-b", id, "--runtime", "tflm", "--tflm-lib", archive, "--tflm-include", ...includes];

  function tinygenIn(folder: string, ...args: readonly string[]): Record<string, unknown> {
    const main = join(ROOT, "src", "cli", "main.ts");
    const tsx = join(ROOT, "node_modules", "tsx", "dist", "cli.mjs");
    const result = spawnSync(process.execPath, [tsx, main, ...args, "--json"], { cwd: folder, encoding: "utf8" });
    expect(result.status, result.stderr).toBe(0);
    return JSON.parse(result.stdout) as Record<string, unknown>;
  }

  function tinygen(command: string, model: string, ...more: readonly string[]): Record<string, unknown> {
    const folder = join(ROOT, "examples", model);
    const vectors = ["--vectors", join(folder, "vectors")];
    return tinygenIn(cwd, command, join(folder, `${model}.tflite`), ...target, ...vectors, ...more);
  }

  it.each(["sine", "digits"])("%s computes the golden bytes, layer by layer", (model) => {
    if (missingTools(board)) return;
    const document = tinygen("verify", model, "--on", "board");
    expect(document).toMatchObject({ matches: true, firstDivergence: null });
    expect(document["layersCompared"]).toBeGreaterThan(0);
  });

  it.each(["sine", "digits"])("%s stays in its arena, and its instructions are counted", (model) => {
    if (missingTools(board)) return;
    const document = tinygen("run", model);
    const { arenaPlanned, arenaTouched } = document["memory"] as Record<string, number>;
    expect(arenaTouched).toBeLessThanOrEqual(arenaPlanned ?? 0);
    const layers = document["layers"] as { readonly instructions: number }[];
    const [first] = document["invocations"] as { readonly instructions: number }[];
    const inLayers = layers.reduce((sum, { instructions }) => sum + instructions, 0);
    expect(inLayers).toBeGreaterThan(0);
    // What is left is the interpreter's own loop.
    expect(first?.instructions).toBeGreaterThan(inLayers);
    expect((first?.instructions ?? 0) - inLayers).toBeLessThan(1000 + 100 * layers.length);
  });

  // The example's watchdog is the Cortex-M's SysTick.
  it.skipIf(!id.startsWith("mps2"))("the scheduler of examples/projects gets every layer through its hooks", () => {
    if (missingTools(board)) return;
    const model = join(ROOT, "examples", "digits", "digits.tflite");
    const out = join(cwd, "scheduler");
    tinygenIn(ROOT, "build", model, ...target, "--out", out);
    copyFileSync(join(ROOT, "examples", "projects", "scheduler", "main.c"), join(out, "src", "main.c"));
    const execute = (build: string, flags: string): SpawnSyncReturns<string> => {
      const folder = join(out, build);
      const env = { ...process.env, CFLAGS: flags, CXXFLAGS: flags };
      const toolchain = `-DCMAKE_TOOLCHAIN_FILE=${join(out, "board", "toolchain.cmake")}`;
      for (const args of [
        ["-S", out, "-B", folder, toolchain],
        ["--build", folder],
      ]) {
        const { status, stdout, stderr } = spawnSync("cmake", args, { env, encoding: "utf8" });
        expect(status, `${stdout}${stderr}`).toBe(0);
      }
      const machine = ["-M", id, "-nodefaults", "-display", "none", "-icount", "shift=10"];
      const semihosting = ["-semihosting-config", "enable=on,target=native", "-kernel", join(folder, "firmware.elf")];
      return spawnSync("qemu-system-arm", [...machine, ...semihosting], { encoding: "utf8", timeout: 60_000 });
    };
    // As long as SysTick can wait: longer than any layer of the reference kernels, shorter than all of them.
    const flags = "-DTINYGEN_DIGITS_LAYER_HOOKS -DWATCHDOG_TICKS=0xffffffu";
    const fed = execute("fed", flags);
    expect(fed.status, fed.stdout + fed.stderr).toBe(0);
    const layers = loadedLayers(model);
    expect([...fed.stdout.matchAll(/ ticks in ([A-Z0-9_]+)$/gm)].map(([, op]) => op)).toEqual(layers);
    // One call of model_step() is the whole inference here.
    expect(fed.stdout).toContain("the other task had 1 turns");
    // Hooks that do not feed it leave the watchdog to end the program.
    expect(execute("starved", `${flags} -DAT_ONCE`).status).not.toBe(0);
  });
}

/** Operators of the model in the firmware's file. */
function loadedLayers(path: string): readonly string[] {
  const { value } = loadModel(readFileSync(path), { for: "file" });
  return (value?.graphs[0]?.nodes ?? []).map(({ op }) => op);
}
