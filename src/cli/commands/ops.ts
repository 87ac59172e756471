// SPDX-License-Identifier: Apache-2.0
/** `tinygen ops`: the operators, in which types and versions, and under which conditions. */
import { operators } from "../../ops/registry.js";
import { signatureText } from "../../ops/signature.js";
import { documentHead } from "../document.js";
import type { Output } from "../output.js";

export function ops(output: Output, filter: string | undefined): number {
  const wanted = filter?.toUpperCase() ?? "";
  const found = operators.filter(({ op }) => op.includes(wanted));
  for (const { op, maxVersion, signatures, constraints, summary } of found) {
    output.line(`${op}  up to version ${maxVersion}: ${summary}`);
    for (const signature of signatures) output.line(`    ${signatureText(signature)}`);
    if (wanted !== "" || output.verbose) for (const { says } of constraints) output.line(`    - ${says}`);
  }
  if (found.length === 0) output.line(`no supported operator matches "${filter ?? ""}"`);
  output.document({
    ...documentHead("ops", undefined, []),
    ops: found.map(({ op, maxVersion, signatures, constraints, summary, aot }) => ({
      op,
      summary,
      maxVersion,
      runtimes: ["aot"],
      signatures,
      constraints: constraints.map(({ id, says }) => ({ id, says })),
      isa: [...new Set(aot.map(({ isa }) => isa))],
    })),
  });
  return 0;
}
