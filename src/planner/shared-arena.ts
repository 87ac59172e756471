// SPDX-License-Identifier: Apache-2.0
/** One arena for models that never run at once: as large as the largest, while everything else adds up. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Board } from "../targets/board.js";
import type { Bytes } from "../util/branded.js";
import { groupDigits } from "../util/text.js";
import { checkFit, type Fit } from "./fit.js";

/** What a model needs, in bytes. */
export interface SharingModel {
  readonly name: string;
  readonly arenaBytes: Bytes;
  /** RAM of the model, its arena included. */
  readonly totalRam: Bytes;
  readonly constants: Bytes;
  readonly codeEstimate: Bytes;
}

export interface SharedArena {
  /** The largest of the arenas. */
  readonly bytes: Bytes;
  /** What the models would take with an arena each. */
  readonly separateBytes: Bytes;
  /** A firmware that holds all of the models. */
  readonly fit: Fit;
  readonly misfit: readonly Diagnostic[];
}

/** The functions that models have in common are counted once per model: the code is an upper estimate. */
export function shareArena(models: readonly SharingModel[], board: Board): SharedArena {
  const sum = (of: (model: SharingModel) => Bytes): Bytes => models.reduce((bytes, model) => bytes + of(model), 0);
  const bytes = models.reduce((largest, { arenaBytes }) => Math.max(largest, arenaBytes), 0);
  const fit = checkFit(board, {
    arena: bytes,
    data: sum(({ totalRam, arenaBytes }) => totalRam - arenaBytes),
    constants: sum(({ constants }) => constants),
    code: sum(({ codeEstimate }) => codeEstimate),
  });
  const misfit = fit.regions
    .filter(({ used, available }) => used > available)
    .map(({ name, kind, used, available }): Diagnostic => ({
      code: kind === "ram" ? "TG3001" : "TG3002",
      severity: "error",
      message:
        `${kind === "ram" ? "RAM" : "flash"} region ${name} of board ${board.id}: the ${models.length} models need ` +
        `${groupDigits(used)} B with a shared arena of ${groupDigits(bytes)} B, ${groupDigits(available)} B are free`,
    }));
  return { bytes, separateBytes: sum(({ arenaBytes }) => arenaBytes), fit, misfit };
}
