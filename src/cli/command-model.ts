// SPDX-License-Identifier: Apache-2.0
/** Loads the model of a command and says what is wrong with it before anything else happens. */
import { basename, extname } from "node:path";
import { compileForTflm, compileModel, loadModel, type RuntimeCompilation } from "../compile.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { fail, TinygenError } from "../diagnostics/tinygen-error.js";
import type { Pin } from "../planner/pins.js";
import type { SupportedModel } from "../ir/graph.js";
import type { Board } from "../targets/board.js";
import type { OptimizationGoal } from "../targets/optimization-goal.js";
import type { ModelFile } from "./document.js";
import { findModel, readModelFile } from "./model-file.js";
import { type PassFlags, passOptions } from "./pass-options.js";
import { RefusedModel } from "./refused-model.js";
import type { RuntimeName } from "./requested-board.js";

export interface LoadedModel {
  readonly file: ModelFile;
  /** Name for symbols and folders, from the file name. */
  readonly name: string;
  readonly model: SupportedModel;
  /** Warnings and notes. */
  readonly diagnostics: readonly Diagnostic[];
}

/** TFLM interprets a file, so its graph must be one that a file can hold. */
export const PASSES_FOR = { aot: "code", tflm: "file" } as const;

export interface ModelFlags extends PassFlags {
  /** Models of the configuration file. */
  readonly models?: readonly string[];
}

/**
 * Reads and checks the model; throws `RefusedModel` with all findings when it cannot be compiled.
 * @param findings about what the model is compiled with; they are reported after those of the model.
 */
export function loadCommandModel(
  given: string | undefined,
  flags: ModelFlags = {},
  runtime: RuntimeName = "aot",
  findings: readonly Diagnostic[] = [],
): LoadedModel {
  const file = readModelFile(findModel(given, flags.models));
  const { value: model, diagnostics } = loadModel(file.bytes, { ...passOptions(flags), for: PASSES_FOR[runtime] });
  if (model === undefined) throw new RefusedModel(file, diagnostics);
  return { file, name: modelName(file.path), model, diagnostics: [...diagnostics, ...findings] };
}

/** The file's name without folder and extension. */
export function modelName(path: string): string {
  return basename(path, extname(path));
}

/** Compiles for a board; throws TG3xxx when it does not fit and `mustFit` is set. */
export function compileFor(
  loaded: LoadedModel,
  board: Board,
  options: {
    readonly name?: string;
    readonly mustFit: boolean;
    readonly optimize: OptimizationGoal;
    readonly runtime: RuntimeName;
    readonly split?: boolean;
    readonly pins?: readonly Pin[];
  },
): RuntimeCompilation {
  const compilation = planFor({ model: loaded.model, name: options.name ?? loaded.name }, board, options);
  if (options.mustFit && compilation.misfit.length > 0) throw new RefusedModel(loaded.file, compilation.misfit);
  return compilation;
}

/** The plan of the asked-for runtime, whether it fits or not. */
export function planFor(
  { model, name }: Pick<LoadedModel, "model" | "name">,
  board: Board,
  options: {
    readonly runtime: RuntimeName;
    readonly optimize: OptimizationGoal;
    readonly split?: boolean;
    readonly pins?: readonly Pin[];
  },
): RuntimeCompilation {
  const { optimize, split = true, pins = [] } = options;
  const compileOptions = { name, optimize, split, pins };
  if (options.runtime === "tflm") {
    if (pins.length > 0) fail("TG7001", "--pin works with the runtime aot only", "add --runtime aot");
    return compileForTflm(model, board, compileOptions);
  }
  const compilation = compileModel(model, board, compileOptions);
  if (compilation.pinFaults.length > 0) throw new TinygenError(compilation.pinFaults);
  return compilation;
}
