// SPDX-License-Identifier: Apache-2.0
/** Whole generated projects as files: a change of the generator shows here as a diff. Updated by `npm run golden`. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { projectTree } from "../../src/codegen/project/project.js";
import type { SourceTree } from "../../src/codegen/source-tree.js";
import { compileForTflm, compileModel, loadModel, type RuntimeCompilation } from "../../src/compile.js";
import { printModel } from "../../src/ir/print-graph.js";
import { createInterpreter } from "../../src/reference/interpret.js";
import { memoryMap } from "../../src/report/memory-map.js";
import { loadBoard } from "../../src/targets/load-board.js";
import { sha256 } from "../../src/util/hash.js";
import { table } from "../../src/util/text.js";
import { exampleModel, residualModel } from "../support/sample-models.js";
import { standardPattern } from "../../src/cli/vectors.js";
import { PROJECT } from "../support/source-files.js";

const FOLDER = fileURLToPath(new URL(".", import.meta.url));
const TEMPLATES = join(PROJECT, "templates");

type Runtime = RuntimeCompilation["runtime"];

const CASES: readonly (readonly [name: string, bytes: () => Uint8Array, board: string, runtime: Runtime])[] = [
  ["sine", () => exampleModel("sine"), "esp32", "aot"],
  ["sine", () => exampleModel("sine"), "mps2-an386", "aot"],
  ["digits", () => exampleModel("digits"), "mps2-an386", "aot"],
  ["residual", residualModel, "mps2-an386", "aot"],
  ["sine", () => exampleModel("sine"), "esp32", "tflm"],
  ["residual", residualModel, "mps2-an386", "tflm"],
];

/** What `tinygen build` writes, for a version that never changes, with the graph and the plan beside it. */
function goldenTree(name: string, bytes: Uint8Array, boardId: string, runtime: Runtime): SourceTree {
  const board = loadBoard(boardId).value;
  if (board === undefined) throw new Error(`there is no board ${boardId}`);
  const { value: model, diagnostics } = loadModel(bytes, { for: runtime === "tflm" ? "file" : "code" });
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const compilation = (runtime === "tflm" ? compileForTflm : compileModel)(model, board, { name });
  const project = projectTree({
    compilation,
    board,
    file: `${name}.tflite`,
    sha256: sha256(bytes),
    version: "0.0.0",
    goldenOutputs: createInterpreter(compilation.model).invoke(standardPattern(compilation.model)),
    emit: "app",
  });
  return new Map([
    ["graph.txt", printModel(compilation.model)],
    ["plan.txt", planText(compilation)],
    ["files.txt", listing(project)],
    ...[...project].map(([path, contents]) => [`project/${path}`, contents] as const),
  ]);
}

function planText({ plan, fit, totalRam }: RuntimeCompilation): string {
  const regions = fit.regions.map(({ name, used, available }) => `${name}: ${used} of ${available} B`);
  return `${[
    `arena ${plan.bytes} B (${plan.status}), lower bound ${plan.lowerBound} B, TFLM's greedy planner ${plan.greedyBytes} B`,
    `all RAM of the model ${totalRam} B`,
    ...regions,
    "",
    ...memoryMap(plan),
  ].join("\n")}\n`;
}

/** Binary files and files that are shipped as they are have no golden of their own; their hash stands here. */
function listing(tree: SourceTree): string {
  const rows = [...tree].map(([path, contents]) => {
    const bytes = Buffer.from(contents);
    return [sha256(bytes).slice(0, 16), String(bytes.length), path];
  });
  return `${table(rows, [1]).join("\n")}\n`;
}

const SHIPPED = new Set(
  readdirSync(TEMPLATES, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), "utf8")),
);
const isOwnText = (contents: string | Uint8Array): contents is string =>
  typeof contents === "string" && !SHIPPED.has(contents);

it("the golden files stay small enough to be read", () => {
  const files = readdirSync(FOLDER, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const bytes = files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
  expect(bytes).toBeLessThan(400_000);
});

describe.each(CASES)("%s", (name, bytes, board, runtime) => {
  const folder = join(FOLDER, `${name}@${board}@${runtime}`);

  it(`has not changed for ${runtime} on ${board}`, async () => {
    const tree = goldenTree(name, bytes(), board, runtime);
    for (const [path, contents] of tree) {
      if (isOwnText(contents)) await expect(contents, path).toMatchFileSnapshot(join(folder, path));
    }
    const texts = [...tree].filter(([, contents]) => isOwnText(contents)).map(([path]) => path);
    const stale = (existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [])
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(folder.length + 1)
          .replaceAll("\\", "/"),
      )
      .filter((path) => !texts.includes(path));
    expect(stale, "these golden files are no longer generated: delete them").toEqual([]);
  });

  it(`is the same in a second run and in another working folder for ${runtime} on ${board}`, () => {
    const first = goldenTree(name, bytes(), board, runtime);
    const before = process.cwd();
    process.chdir("/");
    try {
      expect(goldenTree(name, bytes(), board, runtime)).toEqual(first);
    } finally {
      process.chdir(before);
    }
  });

  it(`holds no path of this machine and no date for ${runtime} on ${board}`, () => {
    const findings = [...goldenTree(name, bytes(), board, runtime)].flatMap(([path, contents]) => {
      const text = Buffer.from(contents).toString("latin1");
      const found = [PROJECT, PROJECT.slice(0, -1), "/home/", "/Users/"].filter((word) => text.includes(word));
      const dates = /\b20[0-9]{2}-[01][0-9]-[0-3][0-9]\b|\b[0-2][0-9]:[0-5][0-9]:[0-5][0-9]\b|__DATE__|__TIME__/.exec(
        text,
      );
      return [...found, ...(dates ?? [])].map((word) => `${path}: ${word}`);
    });
    expect(findings).toEqual([]);
  });
});
