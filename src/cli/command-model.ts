// SPDX-License-Identifier: Apache-2.0
/** Loads the model of a command and says what is wrong with it before anything else happens. */
import { basename, extname } from "node:path";
import { compileModel, type Compilation, loadModel } from "../compile.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { SupportedModel } from "../ir/graph.js";
import type { Board } from "../targets/board.js";
import type { ModelFile } from "./document.js";
import { findModel, readModelFile } from "./model-file.js";
import { type PassFlags, passOptions } from "./pass-options.js";
import { RefusedModel } from "./refused-model.js";

export interface LoadedModel {
  readonly file: ModelFile;
  /** Name for symbols and folders, from the file name. */
  readonly name: string;
  readonly model: SupportedModel;
  /** Warnings and notes. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface ModelFlags extends PassFlags {
  /** Models of the configuration file. */
  readonly models?: readonly string[];
}

/** Reads and checks the model; throws `RefusedModel` with all findings when it cannot be compiled. */
export function loadCommandModel(given: string | undefined, flags: ModelFlags = {}): LoadedModel {
  const file = readModelFile(findModel(given, flags.models));
  const { value: model, diagnostics } = loadModel(file.bytes, passOptions(flags));
  if (model === undefined) throw new RefusedModel(file, diagnostics);
  return { file, name: modelName(file.path), model, diagnostics };
}

/** The file's name without folder and extension. */
export function modelName(path: string): string {
  return basename(path, extname(path));
}

/** Compiles for a board; throws TG3xxx when it does not fit and `mustFit` is set. */
export function compileFor(
  loaded: LoadedModel,
  board: Board,
  options: { readonly name?: string; readonly mustFit: boolean },
): Compilation {
  const compilation = compileModel(loaded.model, board, { name: options.name ?? loaded.name });
  if (options.mustFit && compilation.misfit.length > 0) throw new RefusedModel(loaded.file, compilation.misfit);
  return compilation;
}
