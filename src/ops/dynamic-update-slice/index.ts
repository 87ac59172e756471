// SPDX-License-Identifier: Apache-2.0
/** DYNAMIC_UPDATE_SLICE: replaces a part of a tensor, at a place that may be computed at run time. */
import { defineOp, type Signature } from "../definition.js";
import { readNoAttributes } from "../shared/no-attributes.js";
import { dynamicUpdateSliceScalar } from "./aot/scalar.js";
import { dynamicUpdateSliceConstraints } from "./constraints.js";
import { evaluateDynamicUpdateSlice } from "./reference.js";
import { dynamicUpdateSliceTflm } from "./tflm.js";

const TYPES = ["int8", "int16", "int32", "float32"] as const;

export const dynamicUpdateSlice = defineOp({
  op: "DYNAMIC_UPDATE_SLICE",
  resolverCall: "AddDynamicUpdateSlice",
  summary: "Replaces a part of a tensor, at a place that may be computed at run time.",
  maxVersion: 4,
  signatures: TYPES.flatMap((dtype): Signature[] => [
    { inputs: [dtype, dtype, "int32"], outputs: [dtype] },
    { inputs: [dtype, dtype, "int64"], outputs: [dtype] },
  ]),
  readAttributes: readNoAttributes,
  constraints: dynamicUpdateSliceConstraints,
  evaluate: evaluateDynamicUpdateSlice,
  work: () => ({ macs: 0 }),
  aot: [dynamicUpdateSliceScalar],
  tflm: dynamicUpdateSliceTflm,
});
