// SPDX-License-Identifier: Apache-2.0
/** Emits projects in tests as `tinygen build` does, and writes them into folders. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { projectTree } from "../../src/codegen/project/project.js";
import type { SourceTree } from "../../src/codegen/source-tree.js";
import type { ModelLabels } from "../../src/contract/labels.js";
import { compile, compileForTflm, loadModel, type RuntimeCompilation } from "../../src/compile.js";
import { standardPattern } from "../../src/cli/vectors.js";
import { createInterpreter } from "../../src/reference/interpret.js";
import type { Board, Framework } from "../../src/targets/board.js";

export interface EmitOptions {
  readonly name?: string;
  readonly framework?: Framework;
  readonly emit?: "app" | "lib";
  /** aot unless given. */
  readonly runtime?: "aot" | "tflm";
  readonly labels?: ModelLabels;
  /** Name of the model file; that of the model unless given. */
  readonly file?: string;
}

export function emitProject(bytes: Uint8Array, board: Board, options: EmitOptions = {}): SourceTree {
  const name = options.name ?? "model_under_test";
  const compilation = compiledFor(options.runtime ?? "aot", bytes, board, name);
  const goldenOutputs = createInterpreter(compilation.model).invoke(standardPattern(compilation.model));
  const { framework, labels } = options;
  return projectTree({
    ...{ compilation, board, goldenOutputs, file: options.file ?? `${name}.tflite`, sha256: "0", version: "0.0.0" },
    emit: options.emit ?? "app",
    ...(labels === undefined ? {} : { labels }),
    ...(framework === undefined ? {} : { framework }),
  });
}

export function compiledFor(
  runtime: "aot" | "tflm",
  bytes: Uint8Array,
  board: Board,
  name: string,
): RuntimeCompilation {
  const { value: model } = loadModel(bytes, { for: runtime === "tflm" ? "file" : "code" });
  const compilation =
    runtime === "aot" ? compile(bytes, board, { name }).value : model && compileForTflm(model, board, { name });
  if (compilation === undefined) throw new Error("the model is not supported");
  return compilation;
}

export function writeSources(folder: string, tree: SourceTree): void {
  for (const [path, contents] of tree) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), contents);
  }
}
