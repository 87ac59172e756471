// SPDX-License-Identifier: Apache-2.0
/** What an application does with a library beside invoking it: steps, layer hooks, switches at compile time. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { contractOf, contractWords } from "../../src/contract/contract.js";
import { supportSources } from "../../src/codegen/harness.js";
import { underFolder } from "../../src/codegen/source-tree.js";
import { loadModel } from "../../src/compile.js";
import { simulatorArguments } from "../../src/codegen/project/sim-platform.js";
import { loadBoard } from "../../src/targets/load-board.js";
import { programSize } from "../../src/toolchain/elf-size.js";
import { exec } from "../../src/toolchain/exec.js";
import { compileFirmware, compileHost } from "../../src/toolchain/gcc.js";
import { emitProject, writeSources } from "../support/emit-project.js";
import { callOnceModels, ifModels, variableModels, whileModels } from "../support/op-case-graphs.js";
import { exampleModel, residualModel } from "../support/sample-models.js";
import { driver } from "./application-driver.js";
import { missingTools } from "./required-tools.js";

const temporary = mkdtempSync(join(tmpdir(), "tinygen-application-"));
afterAll(() => rmSync(temporary, { recursive: true }));

const { value: board } = loadBoard("mps2-an386");
if (board === undefined) throw new Error("no board mps2-an386");
const STRICT = ["-Werror", "-pedantic"];
const SANITIZE = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"];

function supported(bytes: Uint8Array): Parameters<typeof driver>[0]["model"] {
  const { value } = loadModel(bytes);
  if (value === undefined) throw new Error("the model is not supported");
  return value;
}

const sample = (models: fc.Arbitrary<Uint8Array>, numRuns = 1): readonly Uint8Array[] =>
  fc.sample(models, { numRuns, seed: 7 });

const MODELS: readonly (readonly [string, readonly Uint8Array[]])[] = [
  ["digits", [exampleModel("digits")]],
  ["residual", [residualModel()]],
  ["branches", sample(ifModels, 2)],
  ["loops", sample(whileModels, 2)],
  ["calls", sample(callOnceModels)],
  ["variables", sample(variableModels)],
];

describe.each(MODELS)("%s", (name, models) => {
  it.each(models.map((bytes, i) => [i, bytes] as const))("runs in steps as it does at once (%i)", async (i, bytes) => {
    const dir = join(temporary, `${name}-${i}`);
    const model = supported(bytes);
    writeSources(join(dir, "lib"), emitProject(bytes, board, { name, emit: "lib" }));
    const run = async (compiler: string, flags: readonly string[], wrong = false): Promise<number | null> => {
      const main = driver({ name, model, entry: "int main(void)", wrong });
      writeSources(dir, new Map([["app/main.c", main]]));
      const all = [...STRICT, ...flags];
      const { elf, warnings } = await compileHost({ dir, out: join(dir, "program"), compiler, flags: all });
      expect(warnings).toBe("");
      return spawnSync(elf).status;
    };
    const hooks = `-DTINYGEN_${name.toUpperCase()}_LAYER_HOOKS`;
    expect(await run("gcc", [...SANITIZE, hooks])).toBe(0);
    expect(await run("clang", [])).toBe(0);
    if (name === "residual") expect(await run("gcc", [hooks], true)).toBe(2);
  });
});

const LABELS = ["zero", 'one ??/ "quoted" \\', "zwölf", "", "\u0001", "five*/", "%s", "seven", "eight", "nine"];

/** Compares the contract with itself and with others, and every label with its bytes. */
function contractDriver(other: readonly number[]): string {
  const bytes = LABELS.map((text) => `{${[...Buffer.from(text), 0].join(",")}}`);
  return `#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include "model.h"

MODEL_REQUIRE_API(MODEL_API_HASH);
static const uint32_t mine[] = MODEL_CONTRACT_WORDS;
static const uint32_t other[] = {${other.map((word) => `${word >>> 0}u`).join(",")}};
static const uint8_t labels[10][32] = {${bytes.join(",")}};
static const struct {
    uint32_t word;
    int32_t bits;
} changes[] = {
    {0, MODEL_DIFFERS_FORMAT}, {1, MODEL_DIFFERS_FORMAT}, {2, MODEL_DIFFERS_FORMAT}, {4, MODEL_DIFFERS_COUNT},
    {5, MODEL_DIFFERS_COUNT}, {6, MODEL_DIFFERS_LABELS}, {7, MODEL_DIFFERS_LABELS}, {9, MODEL_DIFFERS_TYPE},
    {10, MODEL_DIFFERS_DIMENSIONS}, {12, MODEL_DIFFERS_DIMENSIONS}, {15, MODEL_DIFFERS_QUANTIZATION},
    {16, MODEL_DIFFERS_QUANTIZATION}, {24, MODEL_DIFFERS_QUANTIZATION},
};

int main(void)
{
    uint8_t copy[sizeof mine + 1];
    int result = sizeof mine == MODEL_CONTRACT_BYTES ? 0 : 1;
    /* At an odd address, as in a receive buffer. */
    (void)memcpy(copy + 1, mine, sizeof mine);
    if (model_compatible(copy + 1, sizeof mine) != MODEL_OK ||
        model_compatible(model_contract(), MODEL_CONTRACT_BYTES) != MODEL_OK) {
        result = 2;
    }
    for (uint32_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        (void)memcpy(copy + 1, mine, sizeof mine);
        copy[1U + 4U * changes[i].word] ^= 1U;
        if (model_compatible(copy + 1, sizeof mine) != changes[i].bits) {
            result = 10 + (int)i;
        }
    }
    for (uint32_t bytes = 0; bytes < sizeof mine; bytes++) {
        if (model_compatible(mine, bytes) != MODEL_DIFFERS_FORMAT) {
            result = 3;
        }
    }
    if (model_compatible(NULL, 100) != MODEL_DIFFERS_FORMAT) {
        result = 4;
    }
    /* Another model: other shapes, quantisation, and no labels. */
    if (model_compatible(other, sizeof other) != (MODEL_DIFFERS_LABELS | MODEL_DIFFERS_DIMENSIONS)) {
        result = 5;
    }
    for (uint32_t i = 0; i < MODEL_LABEL_COUNT; i++) {
        if (strcmp(model_label(i), (const char *)labels[i]) != 0) {
            result = 6;
        }
    }
    return model_label(MODEL_LABEL_COUNT) != NULL || MODEL_LABEL_OUTPUT != 0 ? 7 : result;
}
`;
}

describe("contract and labels", () => {
  const bytes = exampleModel("digits");
  const labels = { output: 0, texts: LABELS.map((text) => Buffer.from(text)) };
  const tree = emitProject(bytes, board, { name: "digits", emit: "lib", labels });
  const dir = join(temporary, "contract");
  const other = contractWords(contractOf(supported(exampleModel("sine")), undefined));

  it("are told apart word by word, at any address, and labels are the bytes that were given", async () => {
    writeSources(join(dir, "lib"), tree);
    writeSources(dir, new Map([["app/main.c", contractDriver(other)]]));
    for (const compiler of ["gcc", "clang"]) {
      const flags = [...STRICT, ...(compiler === "gcc" ? [...SANITIZE, "-Wtrigraphs"] : [])];
      const { elf, warnings } = await compileHost({ dir, out: join(dir, "program"), compiler, flags });
      expect(warnings).toBe("");
      expect(spawnSync(elf).status).toBe(0);
    }
  });

  it("stop an application that was written for another interface from compiling", () => {
    const compile = (hash: string, language: string): number | null => {
      const text = `#include "model.h"\n#include "digits_selftest.h"\nMODEL_REQUIRE_API(${hash});\n`;
      const args = ["-x", language, "-Wall", "-Wextra", "-Werror", "-pedantic", "-fsyntax-only", "-"];
      const include = [`-I${join(dir, "lib", "src")}`, "-DTINYGEN_DIGITS_LAYER_HOOKS"];
      const standard = language === "c" ? "-std=c99" : "-std=c++11";
      return spawnSync("gcc", [standard, ...include, ...args], { input: text }).status;
    };
    for (const language of ["c", "c++"]) {
      expect(compile("MODEL_API_HASH", language)).toBe(0);
      expect(compile("0x12345678U", language)).not.toBe(0);
    }
  });
});

/** Firmware around a library; `application` is its main file. */
async function firmware(name: string, application: string, flags: readonly string[] = []) {
  const dir = mkdtempSync(join(temporary, `${name}-`));
  writeSources(join(dir, "lib"), emitProject(exampleModel("digits"), board!, { name, emit: "lib" }));
  writeSources(dir, underFolder("harness", supportSources(board!)));
  writeSources(dir, new Map([["app/main.c", application]]));
  const out = join(dir, "firmware.elf");
  const all = [...STRICT, '-DTINYGEN_ARENA_SECTION=".tinygen_arena"', ...flags];
  const { elf } = await compileFirmware({ dir, board: board!, out, flags: all });
  const listed = spawnSync("arm-none-eabi-nm", [elf], { encoding: "utf8" }).stdout;
  const symbols = listed.split("\n").map((line) => line.split(" ").at(-1) ?? "");
  return { elf, symbols, size: programSize(readFileSync(elf)) };
}

/** Init and invoke, and one more statement. */
function plain(statement: string, includes = ""): string {
  return `#include "digits.h"
#include "digits_selftest.h"
#include "harness.h"
${includes}
int32_t harness_run(void)
{
    (void)tinygen_digits_init();
    ${statement}
    return tinygen_digits_invoke();
}
`;
}

describe.skipIf(missingTools(board))("firmware", () => {
  it("runs in steps on the board", async () => {
    const entry = "int32_t harness_run(void)";
    const run = async (wrong: boolean, flags: readonly string[]): Promise<number | undefined> => {
      const main = driver({ name: "digits", model: supported(exampleModel("digits")), entry, wrong });
      const { elf } = await firmware("digits", `#include "harness.h"\n${main}`, flags);
      const [file = "", ...args] = simulatorArguments(board);
      return (await exec({ file, args: [...args, elf], timeoutMs: 60_000 })).exitCode;
    };
    expect(await run(false, [])).toBe(0);
    expect(await run(false, ["-DTINYGEN_DIGITS_LAYER_HOOKS"])).toBe(0);
    expect(await run(true, [])).not.toBe(0);
  });

  it("pays for steps and the self-test only where it calls them", async () => {
    const without = await firmware("digits", plain(""));
    expect(without.symbols.filter((name) => /_step$|selftest|layer_|expected/.test(name))).toEqual([]);

    const steps = await firmware("digits", plain("{ uint32_t next = 0; (void)tinygen_digits_step(&next); }"));
    expect(steps.symbols).toContain("tinygen_digits_step");
    expect(steps.size.text).toBeGreaterThan(without.size.text);
    // No state of its own: the cursor is the caller's.
    expect(steps.size.bss + steps.size.data).toBe(without.size.bss + without.size.data);

    const call = "#if !defined(TINYGEN_DIGITS_NO_SELFTEST)\n    (void)tinygen_digits_selftest();\n#endif\n";
    const tested = await firmware("digits", plain(call));
    const switchedOff = await firmware("digits", plain(call), ["-DTINYGEN_DIGITS_NO_SELFTEST"]);
    expect(tested.symbols).toContain("tinygen_digits_selftest");
    expect(tested.size.text).toBeGreaterThan(without.size.text);
    expect(switchedOff.size).toEqual(without.size);
    expect(switchedOff.symbols).toEqual(without.symbols);
  });
});
