// SPDX-License-Identifier: Apache-2.0
/** Two models in one firmware take turns in one arena, on the host under sanitizers and in the simulator. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { supportSources } from "../../src/codegen/harness.js";
import { loadModel } from "../../src/compile.js";
import { createInterpreter } from "../../src/reference/interpret.js";
import { byteSize } from "../../src/ir/tensor.js";
import { mainGraph, tensorAt } from "../../src/ir/graph.js";
import { machineArguments, requireSimulator } from "../../src/simulators/qemu.js";
import { loadBoard } from "../../src/targets/load-board.js";
import { readElf } from "../../src/toolchain/elf-size.js";
import { compileFirmware, compileHost } from "../../src/toolchain/gcc.js";
import { exampleModel, residualModel } from "../support/sample-models.js";
import { missingTools } from "./required-tools.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const ROUNDS = 3;
const { value: board } = loadBoard("mps2-an386");
if (board === undefined) throw new Error("no board");
const missing = missingTools(board);

const MODELS: Readonly<Record<string, Uint8Array>> = { digits: exampleModel("digits"), residual: residualModel() };
const cwd = mkdtempSync(join(tmpdir(), "tinygen-shared-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

function tinygen(...args: readonly string[]): { status: number | null; document: Record<string, unknown> } {
  const main = join(ROOT, "src", "cli", "main.ts");
  const tsx = join(ROOT, "node_modules", "tsx", "dist", "cli.mjs");
  const result = spawnSync(process.execPath, [tsx, main, ...args, "--json"], { cwd, encoding: "utf8" });
  return { status: result.status, document: JSON.parse(result.stdout) as Record<string, unknown> };
}

const values = (bytes: ArrayLike<number>): string => `{ ${Array.from(bytes).join(", ")} }`;

/** C tables of inputs and of the reference's outputs, one row per round; `wrong` changes the last expected byte. */
function tables(name: string, wrong: boolean): string {
  const { value: model } = loadModel(MODELS[name] ?? new Uint8Array());
  if (model === undefined) throw new Error(`${name} is not supported`);
  const graph = mainGraph(model);
  const [input] = graph.inputs;
  if (input === undefined) throw new Error("no input");
  const size = byteSize(tensorAt(graph, input));
  const rounds = Array.from({ length: ROUNDS }, (_, round) => {
    const bytes = Uint8Array.from({ length: size }, (__, i) => (i * 37 + round * 101 + name.length * 13) & 0xff);
    const [output = new Uint8Array()] = createInterpreter(model).invoke([bytes]);
    return { bytes, output: Uint8Array.from(output) };
  });
  const last = rounds.at(-1)?.output;
  if (wrong && last !== undefined) last[last.length - 1] = (last[last.length - 1] ?? 0) ^ 1;
  const rows = (of: (round: (typeof rounds)[number]) => Uint8Array): string =>
    rounds.map((r) => values(of(r))).join(",\n");
  return `static const uint8_t ${name}_in[${ROUNDS}][${size}] = { ${rows((r) => r.bytes)} };
static const uint8_t ${name}_out[${ROUNDS}][${rounds[0]?.output.length ?? 0}] = { ${rows((r) => r.output)} };
`;
}

/** A program that ends with the number of wrong answers. */
function driver({ wrong, entry }: { readonly wrong: boolean; readonly entry: string }): string {
  const turn = (
    name: string,
  ): string => `        (void)memcpy(tinygen_${name}_input(0), ${name}_in[round], sizeof ${name}_in[round]);
        if (tinygen_${name}_invoke() != 0 || memcmp(tinygen_${name}_output(0), ${name}_out[round], sizeof ${name}_out[round]) != 0) {
            wrong++;
        }
`;
  return `#include <stdint.h>
#include <string.h>
#include "tinygen_shared_arena.h"
#include "digits.h"
#include "residual.h"
${tables("digits", false)}${tables("residual", wrong)}
${entry};
${entry}
{
    int32_t wrong = 0;
    if (tinygen_shared_arena_init() != 0 || tinygen_digits_input(0) == NULL) {
        return 100;
    }
    for (uint32_t round = 0; round < ${ROUNDS}u; round++) {
${turn("digits")}${turn("residual")}    }
    return wrong;
}
`;
}

describe("two models with one arena", () => {
  beforeAll(() => {
    for (const [name, bytes] of Object.entries(MODELS)) writeFileSync(join(cwd, `${name}.tflite`), bytes);
  });
  const files = Object.keys(MODELS).map((name) => `${name}.tflite`);

  it("need the larger of the two", () => {
    const { status, document } = tinygen("plan", ...files, "-b", "mps2-an386");
    expect(status).toBe(0);
    const { models, shared } = document as {
      models: readonly { readonly arena: { readonly bytes: number } }[];
      shared: { readonly bytes: number; readonly separateBytes: number };
    };
    const arenas = models.map(({ arena }) => arena.bytes);
    expect(arenas).toHaveLength(2);
    expect(Math.min(...arenas)).toBeGreaterThan(0);
    expect(shared).toMatchObject({
      bytes: Math.max(...arenas),
      separateBytes: arenas.reduce((sum, bytes) => sum + bytes),
      fits: true,
    });
  });

  it("are refused as an application, for TFLM, and twice under one name", () => {
    const codes = (...args: readonly string[]): unknown =>
      (tinygen("build", ...args, "-b", "mps2-an386").document["diagnostics"] as { code: string }[])[0]?.code;
    expect(codes(...files)).toBe("TG7001");
    expect(codes(...files, "--emit", "lib", "--runtime", "tflm")).toBe("TG7001");
    expect(codes(files[0] ?? "", files[0] ?? "", "--emit", "lib")).toBe("TG4001");
  });

  it.skipIf(missing)(
    "compute the reference's bytes in turns, and the program has one arena",
    { timeout: 180_000 },
    async () => {
      const { status, document } = tinygen("build", ...files, "-b", "mps2-an386", "--emit", "lib", "-o", "out");
      expect(status).toBe(0);
      const app = join(cwd, "out", "app");
      mkdirSync(app);
      const runHost = async (wrong: boolean): Promise<number | null> => {
        writeFileSync(join(app, "app.c"), driver({ wrong, entry: "int main(void)" }));
        const flags = ["-Werror", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"];
        const { elf } = await compileHost({
          dir: join(cwd, "out"),
          folders: ["lib", "app"],
          out: join(cwd, "host"),
          flags,
        });
        return spawnSync(elf).status;
      };
      expect(await runHost(false)).toBe(0);
      expect(await runHost(true)).toBe(1);

      mkdirSync(join(cwd, "out", "harness"));
      for (const [path, text] of supportSources(board)) writeFileSync(join(cwd, "out", "harness", path), text);
      const runBoard = async (wrong: boolean): Promise<{ status: number | null; elf: string }> => {
        writeFileSync(join(app, "app.c"), driver({ wrong, entry: "int32_t harness_run(void)" }));
        const { elf } = await compileFirmware({
          ...{ dir: join(cwd, "out"), board, out: join(cwd, "firmware.elf") },
          flags: ["-Werror", '-DTINYGEN_ARENA_SECTION=".tinygen_arena"'],
        });
        const { machine, tool } = requireSimulator(board);
        const run = spawnSync(tool.file, machineArguments(elf, machine, "1"), { cwd, timeout: 60_000 });
        return { status: run.status, elf };
      };
      const { status: boardStatus, elf } = await runBoard(false);
      expect(boardStatus).toBe(0);
      expect((await runBoard(true)).status).toBe(1);
      const { sections } = readElf(readFileSync(elf));
      const { shared } = document as { shared: { readonly bytes: number } };
      expect(sections.find(({ name }) => name === ".tinygen_arena")?.size).toBe(shared.bytes);
    },
  );
});
