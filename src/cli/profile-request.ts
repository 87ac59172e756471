// SPDX-License-Identifier: Apache-2.0
/** The profile that a command line asks for: model, board, runtime, goal and inputs → one measured profile. */
import type { RuntimeCompilation } from "../compile.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Board } from "../targets/board.js";
import type { OptimizationGoal } from "../targets/optimization-goal.js";
import { compileFor, loadCommandModel, type LoadedModel } from "./command-model.js";
import type { CompileDefaults } from "./defaults.js";
import type { Output } from "./output.js";
import type { PassFlags } from "./pass-options.js";
import { profileModel, type ProfiledModel } from "./profile-model.js";
import { requestedBoard, type RuntimeName } from "./requested-board.js";
import { requestedTarget } from "./requested-target.js";
import { timeoutMs } from "./timeout.js";
import { type Invocation, readInputs, readVectors } from "./vectors.js";

export interface ProfileFlags extends CompileDefaults, PassFlags {
  readonly board?: string;
  readonly vectors?: string;
  readonly input?: readonly string[];
  readonly html?: string;
  readonly compare?: string;
  readonly maxRegression?: string;
  readonly tradeoffs?: true;
  readonly timeout: string;
}

export interface ProfileRequest {
  readonly output: Output;
  /** The model on the command line. */
  readonly given: string | undefined;
  readonly flags: ProfileFlags;
}

export interface RequestedProfile extends ProfiledModel {
  readonly loaded: LoadedModel;
  readonly compilation: RuntimeCompilation;
  readonly board: Board;
  readonly runtime: RuntimeName;
  readonly optimize: OptimizationGoal;
  /** What is to be said about the library that it is linked with; those of `loaded` hold them too. */
  readonly findings: readonly Diagnostic[];
}

/** `instead` replaces what the flags say. */
export async function requestedProfile(
  { output, given, flags }: ProfileRequest,
  instead: { readonly runtime?: RuntimeName; readonly optimize?: OptimizationGoal } = {},
): Promise<RequestedProfile> {
  const { optimize = flags.optimize } = instead;
  const { board, runtime, prebuilt, findings } = requestedTarget(requestedBoard(flags.board, flags.boards), {
    ...flags,
    ...instead,
  });
  const loaded = loadCommandModel(given, flags, runtime, findings);
  const compilation = compileFor(loaded, board, { mustFit: true, optimize, runtime });
  const profiled = await profileModel({
    ...{ output, file: loaded.file, compilation, board, optimize },
    invocations: firstInvocation(flags, loaded.model),
    ...prebuilt,
    timeoutMs: timeoutMs(flags.timeout),
  });
  return { ...profiled, loaded, compilation, board, runtime, optimize, findings };
}

// One invocation is profiled; further ones do the same work.
function firstInvocation(flags: ProfileFlags, model: LoadedModel["model"]): readonly Invocation[] | "pattern" {
  if (flags.vectors !== undefined) return readVectors(flags.vectors, model).slice(0, 1);
  if (flags.input !== undefined) return [readInputs(flags.input, model)];
  return "pattern";
}

/** Measured sizes of the whole program in bytes, with start-up and measuring program, without the stack. */
export function memoryOf({ compilation, measured }: Pick<RequestedProfile, "compilation" | "measured">) {
  const { text, rodata, model, data, bss } = measured.program.sections;
  const arena = compilation.arenaBytes;
  return { arena, ram: arena + data + bss, flash: { code: text + rodata, model } };
}
