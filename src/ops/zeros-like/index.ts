// SPDX-License-Identifier: Apache-2.0
/** ZEROS_LIKE: stored zeros in the shape of the input. */
import { allocate } from "../../ir/tensor-data.js";
import { defineOp, type Signature } from "../definition.js";
import { sameElementCount } from "../shared/elementwise-constraints.js";
import { readNoAttributes } from "../shared/no-attributes.js";
import { outputTensor } from "../shared/operands.js";
import { zerosLikeScalar } from "./aot/scalar.js";
import { zerosLikeTflm } from "./tflm.js";

const TYPES = ["int8", "int32", "int64", "float32"] as const;

export const zerosLike = defineOp({
  op: "ZEROS_LIKE",
  resolverCall: "AddZerosLike",
  summary: "Stored zeros (whatever the zero point is) in the shape of the input, which is not read.",
  maxVersion: 1,
  signatures: TYPES.map((dtype): Signature => ({ inputs: [dtype], outputs: [dtype] })),
  readAttributes: readNoAttributes,
  constraints: [sameElementCount],
  // tflite::resetZeros in micro/kernels/zeros_like.cc.
  evaluate: (view) => [allocate(outputTensor(view))],
  work: () => ({ macs: 0 }),
  aot: [zerosLikeScalar],
  tflm: zerosLikeTflm,
});
