// SPDX-License-Identifier: Apache-2.0
/** FILL: a tensor with one value everywhere. */
import { defineOp, type Signature } from "../definition.js";
import { readNoAttributes } from "../shared/no-attributes.js";
import { fillScalar } from "./aot/scalar.js";
import { fillConstraints } from "./constraints.js";
import { evaluateFill } from "./reference.js";
import { fillTflm } from "./tflm.js";

const EXTENTS = ["int32", "int64", "int16", "int8"] as const;
const VALUES = ["int8", "int32", "float32"] as const;

export const fill = defineOp({
  op: "FILL",
  resolverCall: "AddFill",
  summary: "A tensor with one value everywhere; the value may be computed at run time.",
  maxVersion: 4,
  signatures: EXTENTS.flatMap((extents) =>
    VALUES.map((value): Signature => ({ inputs: [extents, value], outputs: [value] })),
  ),
  constantInputs: [0],
  readAttributes: readNoAttributes,
  constraints: fillConstraints,
  evaluate: evaluateFill,
  work: () => ({ macs: 0 }),
  aot: [fillScalar],
  tflm: fillTflm,
});
