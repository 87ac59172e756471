// SPDX-License-Identifier: Apache-2.0
/** Libraries of models with hostile names compile without a warning, with GCC and Clang, and compute the same bytes. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { loadModel } from "../../src/compile.js";
import { loadBoard } from "../../src/targets/load-board.js";
import { exec } from "../../src/toolchain/exec.js";
import { compileHost } from "../../src/toolchain/gcc.js";
import { emitProject, writeSources } from "../support/emit-project.js";
import { HOSTILE_NAMES, hostile } from "../support/hostile-names.js";
import { residualModel } from "../support/sample-models.js";
import { driver } from "./application-driver.js";

const temporary = mkdtempSync(join(tmpdir(), "tinygen-hostile-"));
afterAll(() => rmSync(temporary, { recursive: true }));

const { value: board } = loadBoard("mps2-an386");
if (board === undefined) throw new Error("no board mps2-an386");
const FILE = `${HOSTILE_NAMES.join("_").replaceAll("/", "_")}.tflite`;
const FLAGS = ["-Werror", "-pedantic", "-Wtrigraphs", "-Wcomment"];

describe.each([0, 4, 8, 12])("names from %i on", (from) => {
  const bytes = hostile(residualModel(), from);
  const { value: model } = loadModel(bytes);
  if (model === undefined) throw new Error("the model is not supported");
  const dir = join(temporary, String(from));
  writeSources(join(dir, "lib"), emitProject(bytes, board, { name: "m", emit: "lib", file: FILE }));

  it.each(["gcc", "clang"])("%s", async (compiler) => {
    for (const hooks of [[], ["-DTINYGEN_M_LAYER_HOOKS"]]) {
      writeSources(dir, new Map([["app/main.c", driver({ name: "m", model, entry: "int main(void)", wrong: false })]]));
      const { elf, warnings } = await compileHost({
        ...{ dir, compiler, out: join(dir, compiler) },
        flags: [...FLAGS, ...hooks],
      });
      expect(warnings).toBe("");
      expect(await exec({ file: elf, args: [] })).toMatchObject({ end: "exited", exitCode: 0 });
    }
  });
});
