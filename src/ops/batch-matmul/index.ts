// SPDX-License-Identifier: Apache-2.0
/** BATCH_MATMUL: products of matrices computed at run time, with broadcasting of the batch axes. */
import { elementCount } from "../../ir/shape.js";
import { defineOp } from "../definition.js";
import { outputTensor } from "../shared/operands.js";
import { batchMatmulScalar } from "./aot/scalar.js";
import { readBatchMatmulAttributes } from "./attributes.js";
import { batchMatmulConstraints } from "./constraints.js";
import { sizesOf } from "./product.js";
import { evaluateBatchMatmul } from "./reference.js";
import { batchMatmulTflm } from "./tflm.js";

export const batchMatmul = defineOp({
  op: "BATCH_MATMUL",
  resolverCall: "AddBatchMatMul",
  summary: "Products of matrices, either of which may be transposed or computed at run time.",
  maxVersion: 4,
  // Of float32, compilers would fuse products and sums and change the last bits.
  signatures: [
    { inputs: ["int8", "int8"], outputs: ["int8"] },
    { inputs: ["int16", "int16"], outputs: ["int16"] },
  ],
  readAttributes: readBatchMatmulAttributes,
  constraints: batchMatmulConstraints,
  evaluate: evaluateBatchMatmul,
  work: (view) => ({ macs: elementCount(outputTensor(view).shape) * sizesOf(view).depths[0] }),
  aot: [batchMatmulScalar],
  tflm: batchMatmulTflm,
});
