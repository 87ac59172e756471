// SPDX-License-Identifier: Apache-2.0
/** Collects what is wrong with a model, each with its place, and keeps hostile files from filling the terminal. */
import type { Diagnostic, DiagnosticCode, ModelLocation, Severity } from "../diagnostics/diagnostic.js";

const MAX_FINDINGS = 100;

export interface Findings {
  error(code: DiagnosticCode, message: string, location?: ModelLocation): void;
  warning(code: DiagnosticCode, message: string, location?: ModelLocation): void;
  /** All findings in order; of errors and of warnings beyond {@link MAX_FINDINGS} only the number. */
  list(): readonly Diagnostic[];
}

export function createFindings(): Findings {
  const kept: Diagnostic[] = [];
  const counts = { error: 0, warning: 0 };
  const add = (
    severity: Exclude<Severity, "note">,
    code: DiagnosticCode,
    message: string,
    location?: ModelLocation,
  ): void => {
    if (counts[severity]++ < MAX_FINDINGS) {
      kept.push({ code, severity, message, ...(location === undefined ? {} : { location }) });
    }
  };
  return {
    error(code, message, location) {
      add("error", code, message, location);
    },
    warning(code, message, location) {
      add("warning", code, message, location);
    },
    list() {
      const dropped = counts.error + counts.warning - kept.length;
      if (dropped === 0) return kept;
      return [...kept, { code: "TG1004", severity: "note", message: `${dropped} more findings of this kind` }];
    },
  };
}
