// SPDX-License-Identifier: Apache-2.0
/** What to do about a finding: its own hint, or for errors and warnings what the catalogue says about its code. */
import { codeInfo } from "../diagnostics/codes.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";

export function nextStep({ code, severity, hint }: Diagnostic): string | undefined {
  return hint ?? (severity === "note" ? undefined : codeInfo(code).remedy);
}
