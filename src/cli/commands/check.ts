// SPDX-License-Identifier: Apache-2.0
/** `tinygen check`: is every operator supported, and does the model fit the board? The gate for CI. */
import { loadModel } from "../../compile.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { codeInfo } from "../../diagnostics/codes.js";
import type { Board } from "../../targets/board.js";
import { groupDigits, table } from "../../util/text.js";
import type { CompileDefaults } from "../defaults.js";
import { type PassFlags, passOptions } from "../pass-options.js";
import { TinygenError } from "../../diagnostics/tinygen-error.js";
import { documentHead, type ModelFile } from "../document.js";
import { findModel, readModelFile } from "../model-file.js";
import { modelName, PASSES_FOR, planFor } from "../command-model.js";
import type { Output } from "../output.js";
import { requestedBoard, requestedRuntime, type RuntimeName } from "../requested-board.js";
import type { Fit, RegionUse } from "../../planner/fit.js";
import { alternativeLine, whatIf } from "../what-if.js";

export interface CheckFlags extends CompileDefaults, PassFlags {
  readonly board?: readonly string[];
}

type Verdict = "fits" | "does-not-fit" | "unsupported" | "invalid";

interface Result {
  readonly file: ModelFile;
  readonly board: Board;
  readonly runtime: RuntimeName;
  readonly verdict: Verdict;
  readonly arena: number | null;
  readonly regions: readonly RegionUse[];
  readonly diagnostics: readonly Diagnostic[];
}

const EXIT: Record<Verdict, number> = { fits: 0, "does-not-fit": 5, unsupported: 4, invalid: 3 };

export function check(output: Output, given: readonly string[], flags: CheckFlags): number {
  const asked = flags.board ?? flags.boards;
  const boards = asked.length === 0 ? [requestedBoard(undefined)] : asked.map((id) => requestedBoard(id));
  const [runtime = "aot"] = boards.map((board) => requestedRuntime(board, flags.runtime));
  const paths = given.length > 0 ? given : flags.models.length > 0 ? flags.models : [findModel(undefined)];
  const unreadable: Diagnostic[] = [];
  const results = paths.flatMap((path) => {
    const file = readOrReport(path, unreadable);
    return file === undefined ? [] : checkModel({ file, boards, flags, runtime });
  });
  output.diagnostics(unreadable);
  for (const result of results) print(output, result, results.length > 1);
  // The gravest kind of failure decides: a file that cannot be read outranks one that does not fit.
  const exit = Math.min(
    ...results.map(({ verdict }) => EXIT[verdict] || Infinity),
    ...(unreadable.length > 0 ? [EXIT.invalid] : []),
  );
  const [first] = results;
  if (results.length === 1 && unreadable.length === 0 && first !== undefined) output.document(document(first));
  else
    output.document({
      ...documentHead("check", undefined, [...unreadable, ...results.flatMap(({ diagnostics }) => diagnostics)]),
      results: results.map(document),
    });
  return Number.isFinite(exit) ? exit : 0;
}

// One file that cannot be read must not hide what there is to say about the others.
function readOrReport(path: string, findings: Diagnostic[]): ModelFile | undefined {
  try {
    return readModelFile(path);
  } catch (error) {
    if (!(error instanceof TinygenError)) throw error;
    findings.push(...error.diagnostics);
    return undefined;
  }
}

/** Adds to the first finding about RAM what was planned anew and would fit; all that was tried when nothing does. */
function withAlternatives(
  misfit: readonly Diagnostic[],
  { file, board, flags, runtime, fit }: Omit<CheckInput, "boards"> & { readonly board: Board; readonly fit: Fit },
): readonly Diagnostic[] {
  const at = misfit.findIndex(({ code }) => code === "TG3001");
  if (at === -1) return misfit;
  const { optimize } = flags;
  const tried = whatIf({ bytes: file.bytes, name: modelName(file.path), board, runtime, optimize, flags, fit });
  const helpful = tried.filter(({ options }) => options !== null);
  const fitting = helpful.filter(({ fits }) => fits);
  const lines = (fitting.length > 0 ? fitting : helpful).map(alternativeLine);
  if (lines.length === 0) return misfit;
  return misfit.map((finding, i) =>
    i === at ? { ...finding, hint: `planned anew: ${lines.join("; ")}. ${finding.hint ?? ""}`.trim() } : finding,
  );
}

interface CheckInput {
  readonly file: ModelFile;
  readonly boards: readonly Board[];
  readonly flags: CheckFlags;
  readonly runtime: RuntimeName;
}

function checkModel({ file, boards, flags, runtime }: CheckInput): Result[] {
  const { value: model, diagnostics } = loadModel(file.bytes, { ...passOptions(flags), for: PASSES_FOR[runtime] });
  return boards.map((board): Result => {
    if (model === undefined) {
      const unreadable = diagnostics.some(({ severity, code }) => severity === "error" && codeInfo(code).exit === 3);
      const verdict = unreadable ? "invalid" : "unsupported";
      return { file, board, runtime, verdict, arena: null, regions: [], diagnostics };
    }
    const compilation = planFor({ model, name: modelName(file.path) }, board, { runtime, optimize: flags.optimize });
    const { fit, misfit, plan } = compilation;
    return {
      file,
      board,
      runtime,
      verdict: fit.fits ? "fits" : "does-not-fit",
      arena: compilation.runtime === "tflm" ? compilation.plan.arena.bytes : plan.bytes,
      regions: fit.regions,
      diagnostics: [...diagnostics, ...withAlternatives(misfit, { file, board, flags, runtime, fit })],
    };
  });
}

function document({ file, board, runtime, verdict, arena, regions, diagnostics }: Result) {
  const head = documentHead("check", file, diagnostics);
  return {
    ...head,
    board: board.id,
    runtime,
    verdict,
    arena: arena === null ? null : { bytes: arena },
    regions,
  };
}

function print(output: Output, result: Result, several: boolean): void {
  output.diagnostics(result.diagnostics);
  const mark =
    result.verdict === "fits"
      ? output.paint("green", "fits")
      : output.paint("red", result.verdict.replaceAll("-", " "));
  output.line(`${several ? `${result.file.path}: ` : ""}${mark} ${result.board.id}`);
  const rows = result.regions.map(({ name, kind, used, available, method }) => {
    const share = available === 0 ? "" : `${Math.round((100 * used) / available)} %`;
    return [
      `  ${kind}`,
      name,
      groupDigits(used),
      "of",
      groupDigits(available),
      "B",
      share,
      method === undefined ? "" : "(code estimated)",
    ];
  });
  for (const line of table(rows, [2, 4, 6])) output.line(line);
}
