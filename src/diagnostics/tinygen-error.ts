// SPDX-License-Identifier: Apache-2.0
/** The one class that tinygen throws: diagnostics on their way to the exit code. */
import { codeInfo } from "./codes.js";
import type { Diagnostic, DiagnosticCode } from "./diagnostic.js";

export class TinygenError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((diagnostic) => diagnostic.message).join("\n"));
    this.name = "TinygenError";
    this.diagnostics = diagnostics;
  }

  /** The exit code of the first error (architecture.md: one family of codes per exit code). */
  get exitCode(): number {
    const first = this.diagnostics.find((diagnostic) => diagnostic.severity === "error");
    return first === undefined ? 1 : codeInfo(first.code).exit;
  }
}

/** Throws a single error diagnostic. */
export function fail(code: DiagnosticCode, message: string, hint?: string): never {
  throw new TinygenError([{ code, severity: "error", message, ...(hint === undefined ? {} : { hint }) }]);
}

/** Guards an internal invariant; a failure is a bug in tinygen (TG9001), never the user's fault. */
export function invariant(condition: boolean, what: string): asserts condition {
  if (!condition) {
    fail(
      "TG9001",
      `${what}: this is a bug in tinygen`,
      "report it with the model, the board and the command line that shows it",
    );
  }
}
