// SPDX-License-Identifier: Apache-2.0
/** `tinygen plan`: the arena of a model on a board, as figures, a map, and for other solvers. */
import { basename } from "node:path";
import { fail } from "../../diagnostics/tinygen-error.js";
import { writeProblemCsv } from "../../planner/csv.js";
import { memoryMap } from "../../report/memory-map.js";
import { planPage } from "../../report/plan-html.js";
import { peakLines, peakReport } from "../../report/peak-report.js";
import { planDocument } from "../../report/plan-document.js";
import { planFigures } from "../../report/plan-figures.js";
import type { RuntimeCompilation } from "../../compile.js";
import type { Board } from "../../targets/board.js";
import { type LoadedModel, loadCommandModel, planFor } from "../command-model.js";
import type { CompileDefaults } from "../defaults.js";
import type { PassFlags } from "../pass-options.js";
import { parsePins, type PinFlags } from "../pins.js";
import { documentHead, version } from "../document.js";
import type { Output } from "../output.js";
import { asProblemFile, planProblem, type ProblemFlags } from "./plan-problem.js";
import { requestedBoard, requestedRuntime, type RuntimeName } from "../requested-board.js";
import { alternativeLine, whatIf } from "../what-if.js";
import { writeText } from "../write-text.js";

export interface PlanFlags extends CompileDefaults, PassFlags, PinFlags, ProblemFlags {
  readonly board?: string;
  readonly explain?: true;
  readonly html?: string;
}

export function plan(output: Output, given: string | undefined, flags: PlanFlags): number {
  const problemFile = given === undefined ? undefined : asProblemFile(given);
  if (problemFile !== undefined) {
    if (flags.board !== undefined || flags.explain === true || flags.html !== undefined) {
      fail("TG7001", "--board, --explain and --html need a model, not a placement problem");
    }
    return planProblem(output, problemFile, flags);
  }
  if (flags.capacity !== undefined || flags.maxSteps !== undefined) {
    fail(
      "TG7001",
      "--capacity and --max-steps belong to a placement problem (.csv)",
      "a board limits a model: -b BOARD",
    );
  }
  const board = requestedBoard(flags.board, flags.boards);
  const runtime = requestedRuntime(board, flags.runtime);
  const loaded = loadCommandModel(given, flags, runtime);
  const compilation = planFor(loaded, board, { runtime, optimize: flags.optimize, pins: parsePins(flags) });
  const { plan: arena } = compilation;
  // A plan is an answer even when it is too large: the misfit is reported, the exit code stays 0.
  const diagnostics = [
    ...loaded.diagnostics,
    ...compilation.misfit.map((finding) => ({ ...finding, severity: "warning" as const })),
  ];
  output.diagnostics(diagnostics);
  if (flags.csv !== undefined) {
    const text = writeProblemCsv(arena.problem);
    if (flags.csv === "-") output.line(text.trimEnd());
    else writeText(flags.csv, text);
  }
  if (flags.html !== undefined) {
    writeText(flags.html, planPage({ compilation, board, modelFile: basename(loaded.file.path), version }));
    output.progress(`wrote ${flags.html}`);
  }
  if (flags.csv !== "-") {
    for (const line of planFigures(compilation)) output.line(line);
    output.line();
    for (const line of memoryMap(arena)) output.line(line);
  }
  const explain = flags.explain === true ? explanation(loaded, compilation, { board, runtime, flags }) : undefined;
  if (explain !== undefined && flags.csv !== "-") {
    output.line();
    for (const line of explain.peak === null ? [] : peakLines(explain.peak)) output.line(line);
    output.line("planned anew, one change at a time:");
    for (const alternative of explain.whatIf) output.line(`  ${alternativeLine(alternative)}`);
  }
  output.document({
    ...documentHead("plan", loaded.file, diagnostics),
    board: board.id,
    runtime,
    optimize: flags.optimize,
    ...planDocument(compilation),
    ...(explain === undefined ? {} : { explain }),
  });
  return 0;
}

function explanation(
  { file, name }: LoadedModel,
  compilation: RuntimeCompilation,
  { board, runtime, flags }: { readonly board: Board; readonly runtime: RuntimeName; readonly flags: PlanFlags },
) {
  const { optimize } = flags;
  const alternatives = whatIf({ bytes: file.bytes, name, board, runtime, optimize, flags, fit: compilation.fit });
  return { peak: peakReport(compilation), whatIf: alternatives };
}
