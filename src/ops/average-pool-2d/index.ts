// SPDX-License-Identifier: Apache-2.0
/** AVERAGE_POOL_2D: mean over windows, rounded to nearest; padding does not count. */
import { defineOp } from "../definition.js";
import { poolConstraints } from "../shared/pool-constraints.js";
import { readPoolAttributes } from "../shared/pool-geometry.js";
import { averagePoolScalar } from "./aot/scalar.js";
import { evaluateAveragePool } from "./reference.js";
import { averagePool2dTflm } from "./tflm.js";

export const averagePool2d = defineOp({
  op: "AVERAGE_POOL_2D",
  resolverCall: "AddAveragePool2D",
  summary: "Mean over windows, rounded to nearest; padding does not count.",
  maxVersion: 3,
  signatures: [
    { inputs: ["int8"], outputs: ["int8"] },
    { inputs: ["int16"], outputs: ["int16"] },
  ],
  readAttributes: readPoolAttributes,
  constraints: poolConstraints,
  monotoneByChannel: () => true,
  evaluate: evaluateAveragePool,
  work: () => ({ macs: 0 }),
  aot: [averagePoolScalar],
  tflm: averagePool2dTflm,
});
