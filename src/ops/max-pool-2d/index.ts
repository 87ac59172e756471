// SPDX-License-Identifier: Apache-2.0
/** MAX_POOL_2D: largest element of every window. */
import { defineOp } from "../definition.js";
import { poolConstraints } from "../shared/pool-constraints.js";
import { readPoolAttributes } from "../shared/pool-geometry.js";
import { maxPoolScalar } from "./aot/scalar.js";
import { evaluateMaxPool } from "./reference.js";
import { maxPool2dTflm } from "./tflm.js";

export const maxPool2d = defineOp({
  op: "MAX_POOL_2D",
  resolverCall: "AddMaxPool2D",
  summary: "Largest element of every window.",
  maxVersion: 3,
  signatures: [
    { inputs: ["int8"], outputs: ["int8"] },
    { inputs: ["int16"], outputs: ["int16"] },
  ],
  readAttributes: readPoolAttributes,
  constraints: poolConstraints,
  monotoneByChannel: () => true,
  evaluate: evaluateMaxPool,
  work: () => ({ macs: 0 }),
  aot: [maxPoolScalar],
  tflm: maxPool2dTflm,
});
