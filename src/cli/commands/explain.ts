// SPDX-License-Identifier: Apache-2.0
/** `tinygen explain`: what a diagnostic code means and what to do about it. */
import { CODES, codeInfo } from "../../diagnostics/codes.js";
import type { DiagnosticCode } from "../../diagnostics/diagnostic.js";
import { fail } from "../../diagnostics/tinygen-error.js";
import { nearest } from "../../util/text.js";
import { documentHead } from "../document.js";
import type { Output } from "../output.js";

export function explain(output: Output, asked: string): number {
  const code = /TG\d{4}/i.exec(asked)?.[0].toUpperCase() ?? asked.toUpperCase();
  if (!Object.hasOwn(CODES, code)) {
    fail("TG7001", `there is no diagnostic code ${code}`, `nearest: ${nearest(code, Object.keys(CODES)).join(", ")}`);
  }
  const { title, exit, cause, remedy } = codeInfo(code as DiagnosticCode);
  output.line(`${code}: ${title}`);
  output.line(`  cause:     ${cause}`);
  output.line(`  remedy:    ${remedy}`);
  output.line(`  exit code: ${exit}`);
  output.document({ ...documentHead("explain", undefined, []), code, title, exit, cause, remedy });
  return 0;
}
