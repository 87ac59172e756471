// SPDX-License-Identifier: Apache-2.0
/** `tinygen plan A.tflite B.tflite`: the arena of each model, and the one that all share when they never run at once. */
import { planDocument } from "../../report/plan-document.js";
import { groupDigits, table } from "../../util/text.js";
import { fail } from "../../diagnostics/tinygen-error.js";
import { documentHead } from "../document.js";
import type { Output } from "../output.js";
import { requestedBoard, requestedRuntime } from "../requested-board.js";
import { loadSharedModels } from "../shared-models.js";
import type { PlanFlags } from "./plan.js";

export function planShared(output: Output, given: readonly string[], flags: PlanFlags): number {
  if (flags.pin !== undefined) fail("TG7001", "--pin needs a single model", "name one of the models");
  for (const option of ["explain", "html", "csv", "capacity", "maxSteps"] as const) {
    if (flags[option] !== undefined) fail("TG7001", `--${option} needs a single model`, "name one of the models");
  }
  const board = requestedBoard(flags.board, flags.boards);
  const runtime = requestedRuntime(board, flags.runtime);
  const { models, shared } = loadSharedModels(given, board, { flags, runtime });
  const { bytes, separateBytes, fit, misfit } = shared;
  // As for one model: the plan is an answer even when it is too large.
  const diagnostics = [
    ...models.flatMap(({ loaded }) => loaded.diagnostics),
    ...misfit.map((finding) => ({ ...finding, severity: "warning" as const })),
  ];
  output.diagnostics(diagnostics);
  const rows = models.map(({ compilation: { name, plan } }) => [name, groupDigits(plan.bytes), `B (${plan.status})`]);
  for (const line of table([...rows, ["shared arena", groupDigits(bytes), "B"]], [1])) output.line(line);
  output.line(
    `one arena in region ${fit.arenaRegion} instead of ${models.length} saves ${groupDigits(separateBytes - bytes)} B; the models must not run at once`,
  );
  output.document({
    ...documentHead("plan", undefined, diagnostics),
    board: board.id,
    runtime,
    optimize: flags.optimize,
    models: models.map(({ loaded, compilation }) => ({
      ...{ name: compilation.name, model: documentHead("plan", loaded.file, []).model },
      ...planDocument(compilation),
    })),
    shared: { bytes, separateBytes, region: fit.arenaRegion, fits: fit.fits, regions: fit.regions },
  });
  return 0;
}
