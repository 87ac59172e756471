// SPDX-License-Identifier: Apache-2.0
/**
 * Every model of the corpus, rewritten and with our plan inside, on TFLM's own Python build: the same bytes as the
 * original file gives there. TINYGEN_TFLM_PYTHON names a Python that has the package tflite_micro.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, it } from "vitest";
import { describeWithCorpus, type Corpus } from "../support/corpus.js";
import { describeWith, type Requirement } from "../support/loud-skip.js";
import { compileForTflm, loadModel } from "../../src/compile.js";
import { loadBoard } from "../../src/targets/load-board.js";

const SCRIPT = fileURLToPath(new URL("tflm_wheel.py", import.meta.url));

interface Verdict {
  readonly name: string;
  readonly same?: boolean;
  readonly golden?: boolean;
  readonly error?: string;
}

function locateWheel(): Requirement<string> {
  const python = process.env["TINYGEN_TFLM_PYTHON"];
  if (python !== undefined && python !== "none") return { found: python };
  return {
    missing: "TFLM's wheel is absent: set TINYGEN_TFLM_PYTHON to a Python with the package tflite_micro, or to none",
    excused: python === "none",
  };
}

const folder = mkdtempSync(join(tmpdir(), "tinygen-wheel-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describeWith("rewritten models on TFLM's Python build", locateWheel(), (python) => {
  describeWithCorpus("of the corpus", (corpus) => {
    compareWithOriginals(python, corpus);
  });
});

function compareWithOriginals(python: string, { models, bytes, folder: corpusFolder }: Corpus): void {
  const { value: board } = loadBoard("mps2-an386");
  if (board === undefined) throw new Error("the board exists");
  // The wheel has the reference kernels, which say how far outputs may reach into inputs.
  const target = { ...board, target: { ...board.target, kernels: "reference" as const } };

  it("give the bytes of the original", () => {
    const pairs = models.flatMap((model) => {
      if (model.golden === null) return [];
      const { value } = loadModel(bytes(model), { for: "file" });
      if (value === undefined) return [];
      const rewritten = join(folder, `${model.name}.tflite`);
      writeFileSync(rewritten, compileForTflm(value, target, { name: model.name }).file);
      const golden = join(corpusFolder, model.golden);
      return [{ name: model.name, original: join(corpusFolder, model.file), rewritten, golden, invocations: 2 }];
    });
    const result = spawnSync(python, [SCRIPT], { input: JSON.stringify(pairs), encoding: "utf8", maxBuffer: 1 << 28 });
    expect(result.status, result.stderr).toBe(0);
    const verdicts = result.stdout
      .trim()
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line) as Verdict);
    expect(verdicts.map(({ name }) => name)).toEqual(pairs.map(({ name }) => name));
    // Another version of TFLM may differ from the golden bytes by one; then it does so for the original file as well.
    expect(verdicts.filter(({ same }) => same !== true)).toEqual([]);
    console.info(
      `${verdicts.length} models give the bytes of the original, ${verdicts.filter(({ golden }) => golden).length} those of the golden vectors`,
    );
  });
}
