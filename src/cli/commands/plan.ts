// SPDX-License-Identifier: Apache-2.0
/** `tinygen plan`: the arena of a model on a board, as figures, a map, and for other solvers. */
import { basename } from "node:path";
import { writeProblemCsv } from "../../planner/csv.js";
import { explainMisfit } from "../../planner/explain-misfit.js";
import { memoryMap } from "../../report/memory-map.js";
import { planPage } from "../../report/plan-html.js";
import { planDocument } from "../../report/plan-document.js";
import { groupDigits } from "../../util/text.js";
import { compileFor, loadCommandModel } from "../command-model.js";
import type { CompileDefaults } from "../defaults.js";
import type { PassFlags } from "../pass-options.js";
import { documentHead, version } from "../document.js";
import type { Output } from "../output.js";
import { requestedBoard, requestedRuntime } from "../requested-board.js";
import { writeText } from "../write-text.js";

export interface PlanFlags extends CompileDefaults, PassFlags {
  readonly board?: string;
  readonly explain?: true;
  readonly csv?: string;
  readonly html?: string;
}

export function plan(output: Output, given: string | undefined, flags: PlanFlags): number {
  const board = requestedBoard(flags.board, flags.boards);
  requestedRuntime(board, flags.runtime);
  const loaded = loadCommandModel(given, flags);
  const compilation = compileFor(loaded, board, { mustFit: false });
  const { plan: arena, fit } = compilation;
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
    const saved = arena.greedyBytes - arena.bytes;
    output.line(
      `arena  ${groupDigits(arena.bytes)} B (${arena.status}, lower bound ${groupDigits(arena.lowerBound)} B)`,
    );
    output.line(
      `TFLM   ${groupDigits(arena.greedyBytes)} B for the same tensors with its greedy planner` +
        (saved > 0 ? ` (${groupDigits(saved)} B more)` : ""),
    );
    output.line(
      `total  ${groupDigits(compilation.totalRam)} B of RAM with state, without stack; arena in region ${fit.arenaRegion}`,
    );
    output.line();
    for (const line of memoryMap(arena)) output.line(line);
  }
  if (flags.explain) {
    const flash = { constants: compilation.lowered.pool.bytes, code: 0 };
    // The same words as for a misfit, for a board that has no room at all, name the peak.
    const empty = {
      ...fit,
      regions: fit.regions.filter(({ kind }) => kind === "ram").map((region) => ({ ...region, available: 0 })),
    };
    for (const { message } of explainMisfit({ model: loaded.model, plan: arena, board, fit: empty, flash })) {
      const peak = message.slice(message.indexOf("the peak"));
      output.line();
      output.line(peak);
      break;
    }
  }
  output.document({
    ...documentHead("plan", loaded.file, diagnostics),
    board: board.id,
    runtime: "aot",
    ...planDocument(compilation),
  });
  return 0;
}
