// SPDX-License-Identifier: Apache-2.0
/** `tinygen MODEL`: what is in the file, and which boards it fits. */
import { type Compilation, compileModel } from "../../compile.js";
import { checkFit, type Fit } from "../../planner/fit.js";
import type { ArenaPlan } from "../../planner/plan.js";
import type { Board } from "../../targets/board.js";
import { listBoards } from "../../targets/load-board.js";
import { groupDigits, plural, table } from "../../util/text.js";
import { loadCommandModel, type LoadedModel } from "../command-model.js";
import { documentHead } from "../document.js";
import type { Output } from "../output.js";
import { inspectModel } from "../../tflite/inspect.js";
import { readModel } from "../../tflite/read.js";

export function overview(output: Output, given: string): number {
  const loaded = loadCommandModel(given);
  // What is in the file, not what the rewrites leave of it.
  const facts = inspectModel(readModel(loaded.file.bytes).value ?? loaded.model, loaded.file.bytes);
  output.diagnostics(loaded.diagnostics);
  output.line(
    `${loaded.file.path}: ${groupDigits(loaded.file.bytes.length)} B, ${plural(facts.n_ops, "operator")}, ${groupDigits(facts.macs)} MACs`,
  );
  const results = fitEverywhere(loaded, listBoards());
  const rows = results.map(({ board, fit, plan }) => {
    const arena = fit.regions.find(({ name }) => name === fit.arenaRegion);
    const flash = fit.regions.find(({ kind }) => kind === "flash");
    const of = (use: typeof arena): string =>
      use === undefined ? "" : `${groupDigits(use.used)} of ${groupDigits(use.available)}`;
    const verdict = fit.fits ? output.paint("green", "fits") : output.paint("red", "does not fit");
    return [board.id, groupDigits(plan.bytes), of(arena), of(flash), verdict];
  });
  output.line();
  for (const line of table([["board", "arena B", "RAM B", "flash B (code estimated)", ""], ...rows], [1, 2, 3]))
    output.line(line);
  output.document({
    ...documentHead("overview", loaded.file, loaded.diagnostics),
    operators: facts.ops,
    macs: facts.macs,
    boards: results.map(({ board, fit, plan }) => ({
      id: board.id,
      verdict: fit.fits ? "fits" : "does-not-fit",
      arena: { bytes: plan.bytes },
      regions: fit.regions,
    })),
  });
  return 0;
}

interface BoardFit {
  readonly board: Board;
  readonly plan: ArenaPlan;
  readonly fit: Fit;
}

// Boards with the same instruction sets and alignment have the same kernels, hence the same plan.
function fitEverywhere({ model, name }: LoadedModel, boards: readonly Board[]): readonly BoardFit[] {
  const compiled = new Map<string, Compilation>();
  return boards.map((board) => {
    const key = JSON.stringify([board.target.isa, board.target.dataAlignment]);
    const compilation = compiled.get(key) ?? compileModel(model, board, { name });
    compiled.set(key, compilation);
    const { plan, totalRam, constants, codeEstimate: code } = compilation;
    const fit = checkFit(board, { arena: plan.bytes, data: totalRam - plan.bytes, constants, code });
    return { board, plan, fit };
  });
}
