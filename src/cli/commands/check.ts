// SPDX-License-Identifier: Apache-2.0
/** `tinygen check`: is every operator supported, and does the model fit the board? The gate for CI. */
import { compileModel, loadModel } from "../../compile.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { codeInfo } from "../../diagnostics/codes.js";
import type { Board } from "../../targets/board.js";
import { groupDigits, table } from "../../util/text.js";
import type { CompileDefaults } from "../defaults.js";
import { type PassFlags, passOptions } from "../pass-options.js";
import type { PassOptions } from "../../passes/index.js";
import { TinygenError } from "../../diagnostics/tinygen-error.js";
import { documentHead, type ModelFile } from "../document.js";
import { findModel, readModelFile } from "../model-file.js";
import { modelName } from "../command-model.js";
import type { Output } from "../output.js";
import { requestedBoard, requestedRuntime } from "../requested-board.js";
import type { RegionUse } from "../../planner/fit.js";

export interface CheckFlags extends CompileDefaults, PassFlags {
  readonly board?: readonly string[];
}

type Verdict = "fits" | "does-not-fit" | "unsupported" | "invalid";

interface Result {
  readonly file: ModelFile;
  readonly board: Board;
  readonly verdict: Verdict;
  readonly arena: number | null;
  readonly regions: readonly RegionUse[];
  readonly diagnostics: readonly Diagnostic[];
}

const EXIT: Record<Verdict, number> = { fits: 0, "does-not-fit": 5, unsupported: 4, invalid: 3 };

export function check(output: Output, given: readonly string[], flags: CheckFlags): number {
  const asked = flags.board ?? flags.boards;
  const boards = asked.length === 0 ? [requestedBoard(undefined)] : asked.map((id) => requestedBoard(id));
  for (const board of boards) requestedRuntime(board, flags.runtime);
  const paths = given.length > 0 ? given : flags.models.length > 0 ? flags.models : [findModel(undefined)];
  const unreadable: Diagnostic[] = [];
  const results = paths.flatMap((path) => {
    const file = readOrReport(path, unreadable);
    return file === undefined ? [] : checkModel(file, boards, passOptions(flags));
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

function checkModel(file: ModelFile, boards: readonly Board[], passes: PassOptions): Result[] {
  const { value: model, diagnostics } = loadModel(file.bytes, passes);
  return boards.map((board): Result => {
    if (model === undefined) {
      const unreadable = diagnostics.some(({ severity, code }) => severity === "error" && codeInfo(code).exit === 3);
      return { file, board, verdict: unreadable ? "invalid" : "unsupported", arena: null, regions: [], diagnostics };
    }
    const { fit, misfit, plan } = compileModel(model, board, { name: modelName(file.path) });
    return {
      file,
      board,
      verdict: fit.fits ? "fits" : "does-not-fit",
      arena: plan.bytes,
      regions: fit.regions,
      diagnostics: [...diagnostics, ...misfit],
    };
  });
}

function document({ file, board, verdict, arena, regions, diagnostics }: Result) {
  const head = documentHead("check", file, diagnostics);
  return {
    ...head,
    board: board.id,
    runtime: "aot",
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
