// SPDX-License-Identifier: Apache-2.0
/** What the AOT library of one model is made from. */
import type { ModelLabels } from "../../contract/labels.js";
import type { Board } from "../../targets/board.js";
import type { LoweredModel } from "./lower.js";

export interface LibraryInput {
  readonly lowered: LoweredModel;
  /** C identifier of the model; also the stem of the file names. */
  readonly name: string;
  readonly file: string;
  readonly sha256: string;
  readonly board: Board;
  readonly version: string;
  readonly labels?: ModelLabels | undefined;
  /** Adds model_trace.h and the tables behind it: for measuring builds, not for products. */
  readonly trace: boolean;
  /** Leaves the static arena out, whatever the build system defines. */
  readonly externalArena?: boolean;
}
