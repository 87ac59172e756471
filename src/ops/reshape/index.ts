// SPDX-License-Identifier: Apache-2.0
/** RESHAPE: the same elements under another shape. */
import { defineOp, type Signature } from "../definition.js";
import { PLAIN_TYPES } from "../shared/plain-types.js";
import { reshapeScalar } from "./aot/scalar.js";
import { readReshapeAttributes } from "./attributes.js";
import { reshapeConstraints } from "./constraints.js";
import { evaluateReshape } from "./reference.js";
import { reshapeTflm } from "./tflm.js";

export const reshape = defineOp({
  op: "RESHAPE",
  resolverCall: "AddReshape",
  summary: "The same elements under another shape; costs nothing, because the output is a view of the input.",
  maxVersion: 2,
  signatures: PLAIN_TYPES.map((dtype): Signature => ({ inputs: [dtype, "int32?"], outputs: [dtype] })),
  views: [[0, 0]],
  readAttributes: readReshapeAttributes,
  constraints: reshapeConstraints,
  evaluate: evaluateReshape,
  work: () => ({ macs: 0 }),
  aot: [reshapeScalar],
  tflm: reshapeTflm,
});
