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
import {
  checkContract,
  type ContractFlags,
  type ContractResult,
  type ExpectedContract,
  expectedContract,
} from "../contract-check.js";
import { type LabelFlags, labelsFor } from "../labels.js";
import type { Output } from "../output.js";
import { requestedBoard, requestedRuntime, type RuntimeName } from "../requested-board.js";
import type { Fit, RegionUse } from "../../planner/fit.js";
import { alternativeLine, whatIf } from "../what-if.js";

export interface CheckFlags extends CompileDefaults, PassFlags, LabelFlags, ContractFlags {
  readonly board?: readonly string[];
}

type Verdict = "fits" | "does-not-fit" | "unsupported" | "invalid";

interface Result {
  readonly file: ModelFile;
  /** Absent where only the contract is asked about. */
  readonly board: Board | undefined;
  readonly runtime: RuntimeName;
  /** Null where no board is asked about and nothing else is wrong. */
  readonly verdict: Verdict | null;
  readonly arena: number | null;
  readonly regions: readonly RegionUse[];
  readonly diagnostics: readonly Diagnostic[];
  readonly contract: ContractResult | undefined;
}

const EXIT: Record<Verdict, number> = { fits: 0, "does-not-fit": 5, unsupported: 4, invalid: 3 };

export function check(output: Output, given: readonly string[], flags: CheckFlags): number {
  const asked = flags.board ?? flags.boards;
  const expected = expectedContract(flags);
  // The interface of a model is the same on every board, so that a contract alone needs none.
  const needsBoard = asked.length === 0 && expected === undefined;
  const boards = needsBoard ? [requestedBoard(undefined)] : asked.map((id) => requestedBoard(id));
  const [runtime = flags.runtime ?? "aot"] = boards.map((board) => requestedRuntime(board, flags.runtime));
  const paths = given.length > 0 ? given : flags.models.length > 0 ? flags.models : [findModel(undefined)];
  const unreadable: Diagnostic[] = [];
  const results = paths.flatMap((path) => {
    const file = readOrReport(path, unreadable);
    return file === undefined ? [] : checkModel({ file, boards, flags, runtime, expected });
  });
  output.diagnostics(unreadable);
  for (const result of results) print(output, result, results.length > 1);
  // The gravest kind of failure decides: a file that cannot be read outranks one that does not fit.
  const exit = Math.min(
    ...results.map(({ verdict }) => (verdict === null ? 0 : EXIT[verdict]) || Infinity),
    ...results.map(({ contract, diagnostics }) => contractExit(contract, diagnostics)),
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
  {
    file,
    board,
    flags,
    runtime,
    fit,
  }: Omit<CheckInput, "boards" | "expected"> & { readonly board: Board; readonly fit: Fit },
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
  readonly expected: ExpectedContract | undefined;
}

// Labels that do not fit outrank a contract that differs: without them it cannot be compared.
function contractExit(contract: ContractResult | undefined, diagnostics: readonly Diagnostic[]): number {
  const labels = diagnostics.find(({ severity, code }) => severity === "error" && code === "TG7009");
  if (labels !== undefined) return codeInfo(labels.code).exit;
  return contract === undefined || contract.matches ? Infinity : codeInfo("TG8004").exit;
}

function checkModel({ file, boards, flags, runtime, expected }: CheckInput): Result[] {
  const loaded = loadModel(file.bytes, { ...passOptions(flags), for: PASSES_FOR[runtime] });
  const { value: model } = loaded;
  const labels = model === undefined ? undefined : labelsFor(model, file, flags);
  const compared =
    model === undefined || expected === undefined ? undefined : checkContract(expected, model, labels?.value);
  const diagnostics = [...loaded.diagnostics, ...(labels?.diagnostics ?? []), ...(compared?.diagnostics ?? [])];
  const contract = compared?.result;
  const targets = boards.length === 0 ? [undefined] : boards;
  return targets.map((board): Result => {
    const unplanned = { file, board, runtime, arena: null, regions: [], diagnostics, contract };
    if (model === undefined) {
      const unreadable = diagnostics.some(({ severity, code }) => severity === "error" && codeInfo(code).exit === 3);
      return { ...unplanned, verdict: unreadable ? "invalid" : "unsupported" };
    }
    if (board === undefined) return { ...unplanned, verdict: null };
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
      contract,
    };
  });
}

function document({ file, board, runtime, verdict, arena, regions, diagnostics, contract }: Result) {
  const head = documentHead("check", file, diagnostics);
  return {
    ...head,
    board: board?.id ?? null,
    runtime,
    verdict,
    arena: arena === null ? null : { bytes: arena },
    regions,
    ...(contract === undefined ? {} : { contract }),
  };
}

function print(output: Output, result: Result, several: boolean): void {
  output.diagnostics(result.diagnostics);
  const prefix = several ? `${result.file.path}: ` : "";
  const { verdict, contract } = result;
  if (verdict !== null) {
    const mark = verdict === "fits" ? output.paint("green", "fits") : output.paint("red", verdict.replaceAll("-", " "));
    output.line(`${prefix}${mark}${result.board === undefined ? "" : ` ${result.board.id}`}`);
  }
  if (contract !== undefined) {
    const mark = contract.matches ? output.paint("green", "keeps") : output.paint("red", "breaks");
    output.line(`${prefix}${mark} the contract ${contract.file} (${contract.level})`);
  }
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
