// SPDX-License-Identifier: Apache-2.0
/** Several models for one firmware and one arena, loaded and compiled for a board. */
import { compileModel, type Compilation } from "../compile.js";
import { fail } from "../diagnostics/tinygen-error.js";
import { type SharedArena, shareArena } from "../planner/shared-arena.js";
import type { Board } from "../targets/board.js";
import { type LoadedModel, loadCommandModel } from "./command-model.js";
import type { CompileDefaults } from "./defaults.js";
import type { PassFlags } from "./pass-options.js";
import type { RuntimeName } from "./requested-board.js";

export interface SharedModels {
  readonly models: readonly { readonly loaded: LoadedModel; readonly compilation: Compilation }[];
  readonly shared: SharedArena;
}

/** Each arena in one piece, so that all can lie in the same memory. */
export function loadSharedModels(
  paths: readonly string[],
  board: Board,
  { flags, runtime }: { readonly flags: CompileDefaults & PassFlags; readonly runtime: RuntimeName },
): SharedModels {
  if (runtime === "tflm") {
    fail(
      "TG7001",
      "several models share an arena with the runtime aot only: TFLM keeps its own data in the arena between inferences",
      "--runtime aot, or one model at a time",
    );
  }
  const models = paths.map((path) => {
    const loaded = loadCommandModel(path, flags, runtime);
    const { optimize } = flags;
    return { loaded, compilation: compileModel(loaded.model, board, { name: loaded.name, optimize, split: false }) };
  });
  const names = models.map(({ compilation }) => compilation.name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) {
    fail("TG4001", `two of the models would have the name ${twice} in C`, "rename one of the files");
  }
  return {
    models,
    shared: shareArena(
      models.map(({ compilation }) => compilation),
      board,
    ),
  };
}
