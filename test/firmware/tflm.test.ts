// SPDX-License-Identifier: Apache-2.0
/**
 * Firmware with TFLM in the simulators: same bytes as the golden vectors, node by node, and the arena as planned. Needs
 * builds of TFLM: TINYGEN_TFLM_LIB names its static library for the Cortex-M4 with FPU, TINYGEN_TFLM_INCLUDE its folders
 * of headers, separated by colons; TINYGEN_TFLM_RV32_LIB and TINYGEN_TFLM_RV32_INCLUDE those for RV32IMC, where the
 * folders must also hold a C++ library's headers if the compiler comes without.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { describeWith, type Requirement } from "../support/loud-skip.js";
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

  function tinygen(command: string, model: string, ...more: readonly string[]): Record<string, unknown> {
    const folder = join(ROOT, "examples", model);
    const target = ["-b", id, "--runtime", "tflm", "--tflm-lib", archive, "--tflm-include", ...includes];
    const args = [command, join(folder, `${model}.tflite`), ...target, "--vectors", join(folder, "vectors"), ...more];
    const main = join(ROOT, "src", "cli", "main.ts");
    const tsx = join(ROOT, "node_modules", "tsx", "dist", "cli.mjs");
    const result = spawnSync(process.execPath, [tsx, main, ...args, "--json"], { cwd, encoding: "utf8" });
    expect(result.status, result.stderr).toBe(0);
    return JSON.parse(result.stdout) as Record<string, unknown>;
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
}
