// SPDX-License-Identifier: Apache-2.0
/** Predicts the machine code of a lowered model without a compiler, for the fit check. */
import type { Target } from "../../targets/board.js";
import type { Bytes } from "../../util/branded.js";
import type { LoweredModel } from "./lower.js";

interface Density {
  readonly statement: Bytes;
  readonly function: Bytes;
}

// Fitted to ten corpus models built at -O2 for mps2-an386, mps2-an385 and qemu-rv32imc, a little on the safe side.
// DSP kernels are long lists of statements that become one instruction each.
const DENSITY: Readonly<Record<"arm-dsp" | "arm" | "other", Density>> = {
  "arm-dsp": { statement: 7, function: 15 },
  arm: { statement: 10.5, function: 15 },
  other: { statement: 14, function: 20 },
};

/** Start-up, the API and what the runtime's headers bring. */
const BASE: Bytes = 2400;

/** Bytes of code, an estimate: statements and functions weighted, plus start-up and API. */
export function estimateCode({ graphs, shared }: LoweredModel, { arch, isa }: Pick<Target, "arch" | "isa">): Bytes {
  const density = DENSITY[arch !== "arm" ? "other" : isa.includes("arm-dsp") ? "arm-dsp" : "arm"];
  const functions = [
    ...shared.texts,
    ...graphs.flatMap(({ nodes }) => nodes.flatMap(({ code }) => (code ? [code.text] : []))),
  ];
  const statements = functions.reduce((sum, text) => sum + (text.match(/;/g)?.length ?? 0), 0);
  return BASE + density.function * functions.length + Math.ceil(density.statement * statements);
}
