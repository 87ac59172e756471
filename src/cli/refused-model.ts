// SPDX-License-Identifier: Apache-2.0
/** A model that cannot go on, with its file, so that the JSON document can still name it. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { TinygenError } from "../diagnostics/tinygen-error.js";
import type { ModelFile } from "./document.js";

export class RefusedModel extends TinygenError {
  readonly file: ModelFile;

  constructor(file: ModelFile, diagnostics: readonly Diagnostic[]) {
    super(diagnostics);
    this.file = file;
  }
}
