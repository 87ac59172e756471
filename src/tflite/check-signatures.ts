// SPDX-License-Identifier: Apache-2.0
/** Signatures name entries of a model; firmware has one entry, the first subgraph, as TFLM's interpreter has. */
import type * as schema from "../tflite-schema/generated/tables.js";
import { quoted } from "../util/untrusted.js";
import type { Findings } from "./findings.js";

/** Says which signatures cannot be run, so that nobody takes the first one for all. */
export function checkSignatures({ signatureDefs = [], subgraphs = [] }: schema.Model, findings: Findings): void {
  for (const { signatureKey = "", subgraphIndex } of signatureDefs) {
    if (subgraphIndex === 0) continue;
    const where =
      subgraphIndex < subgraphs.length
        ? `begins at subgraph ${subgraphIndex}`
        : `names subgraph ${subgraphIndex}, which the file does not have`;
    findings.warning("TG2011", `signature ${quoted(signatureKey)} ${where}; firmware runs subgraph 0 alone`);
  }
}
