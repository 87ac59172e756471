// SPDX-License-Identifier: Apache-2.0
/** What the library of a model has to know about it and about the build, whatever its runtime. */
import type { ModelLabels } from "../../contract/labels.js";
import type { Board } from "../../targets/board.js";

export interface LibraryIdentity {
  /** C identifier of the model; also the stem of the file names. */
  readonly name: string;
  readonly file: string;
  readonly sha256: string;
  readonly board: Board;
  readonly version: string;
  readonly labels?: ModelLabels | undefined;
  /** Adds model_trace.h and what is behind it: for measuring builds, not for products. */
  readonly trace: boolean;
}
