// SPDX-License-Identifier: Apache-2.0
/** Predicts the machine code of a lowered model without a compiler, for the fit check. */
import type { Bytes } from "../../util/branded.js";
import type { LoweredModel } from "./lower.js";

// Least squares over the corpus models built for mps2-an386 at -O2, rounded up so that few models need more
// (test/bench/code-size.ts prints the fit).
const BYTES_PER_STATEMENT = 11;
const BYTES_PER_FUNCTION = 60;
const BASE: Bytes = 1600;

/** Bytes of code, an estimate: statements and functions weighted, plus start-up and API. */
export function estimateCode({ graphs, shared }: LoweredModel): Bytes {
  const functions = [
    ...shared.texts,
    ...graphs.flatMap(({ nodes }) => nodes.flatMap(({ code }) => (code ? [code.text] : []))),
  ];
  const statements = functions.reduce((sum, text) => sum + (text.match(/;/g)?.length ?? 0), 0);
  return BASE + BYTES_PER_FUNCTION * functions.length + BYTES_PER_STATEMENT * statements;
}
