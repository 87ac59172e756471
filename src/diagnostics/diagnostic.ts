// SPDX-License-Identifier: Apache-2.0
/** Findings about a model, board or run; pure code collects them instead of throwing. */
import type { NodeId, TensorId } from "../util/branded.js";

export type DiagnosticCode = `TG${number}`;
export type Severity = "error" | "warning" | "note";

/** Where in the model a finding belongs, in the numbering that Netron shows. */
export interface ModelLocation {
  readonly subgraph: number;
  readonly node?: NodeId;
  readonly op?: string;
  readonly tensor?: TensorId;
  readonly name?: string;
}

/** `message` states the fact with limit and actual value; `hint` is the next thing to do. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly message: string;
  readonly hint?: string;
  readonly location?: ModelLocation;
}

/** A value together with everything that was found while making it. */
export interface Checked<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}
