// SPDX-License-Identifier: Apache-2.0
/** L2_POOL_2D: root of the mean square of every window. */
import { defineOp } from "../definition.js";
import { poolShapeConstraints } from "../shared/pool-constraints.js";
import { readPoolAttributes } from "../shared/pool-geometry.js";
import { l2PoolScalar } from "./aot/scalar.js";
import { evaluateL2Pool } from "./reference.js";
import { l2Pool2dTflm } from "./tflm.js";

export const l2Pool2d = defineOp({
  op: "L2_POOL_2D",
  resolverCall: "AddL2Pool2D",
  summary: "Root of the mean square of every window; TFLM has it for float32 only.",
  maxVersion: 1,
  signatures: [{ inputs: ["float32"], outputs: ["float32"] }],
  readAttributes: readPoolAttributes,
  constraints: poolShapeConstraints,
  evaluate: evaluateL2Pool,
  work: () => ({ macs: 0 }),
  aot: [l2PoolScalar],
  tflm: l2Pool2dTflm,
});
