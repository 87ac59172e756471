// SPDX-License-Identifier: Apache-2.0
/** The head that every JSON document shares (product.md, machine-readable contract). */
import { basename } from "node:path";
import { readFileSync } from "node:fs";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { sha256 } from "../util/hash.js";
import { nextStep } from "./next-step.js";

export interface ModelFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

const packageFile = new URL("../../package.json", import.meta.url);

export const version = (JSON.parse(readFileSync(packageFile, "utf8")) as { version: string }).version;

export function documentHead(command: string, model: ModelFile | undefined, diagnostics: readonly Diagnostic[]) {
  return {
    schema: 1,
    command,
    tinygen: { version },
    model:
      model === undefined
        ? null
        : { file: basename(model.path), sha256: sha256(model.bytes), bytes: model.bytes.length },
    diagnostics: diagnostics.map((diagnostic) => {
      const { code, severity, message, location = null } = diagnostic;
      return { code, severity, message, hint: nextStep(diagnostic) ?? null, location };
    }),
  };
}
