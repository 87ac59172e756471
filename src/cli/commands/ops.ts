// SPDX-License-Identifier: Apache-2.0
/** `tinygen ops`: the operators, in which types and versions, and under which conditions; and what is refused. */
import { refusedOperators } from "../../ops/missing-operators.js";
import { operatorNames, operators } from "../../ops/registry.js";
import { signatureText } from "../../ops/signature.js";
import { nearest } from "../../util/text.js";
import { documentHead } from "../document.js";
import type { Output } from "../output.js";

export function ops(output: Output, filter: string | undefined): number {
  const wanted = filter?.toUpperCase() ?? "";
  const found = operators.filter(({ op }) => op.toUpperCase().includes(wanted));
  for (const { op, maxVersion, signatures, constraints, summary } of found) {
    output.line(`${op}  up to version ${maxVersion}: ${summary}`);
    for (const signature of signatures) output.line(`    ${signatureText(signature)}`);
    if (wanted !== "" || output.verbose) for (const { says } of constraints) output.line(`    - ${says}`);
  }
  const refused = refusedOperators(operatorNames).filter(({ op }) => op.toUpperCase().includes(wanted));
  if (refused.length > 0) output.line("refused by name:");
  for (const { op, reason, instead } of refused) {
    output.line(`    ${op}: ${reason}${instead === undefined ? "" : `; use ${instead}`}`);
  }
  if (found.length === 0 && refused.length === 0) {
    const near = nearest(wanted, operatorNames, 3);
    output.line(`no operator matches "${filter ?? ""}"${near.length > 0 ? ` (near: ${near.join(", ")})` : ""}`);
  }
  output.document({
    ...documentHead("ops", undefined, []),
    ops: found.map(({ op, maxVersion, signatures, constraints, summary, aot }) => ({
      op,
      summary,
      maxVersion,
      runtimes: ["aot", "tflm"],
      signatures,
      constraints: constraints.map(({ id, says }) => ({ id, says })),
      isa: [...new Set(aot.map(({ isa }) => isa))],
    })),
    refused: refused.map(({ op, reason, instead }) => ({ op, reason, instead: instead ?? null })),
  });
  return 0;
}
