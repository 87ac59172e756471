// SPDX-License-Identifier: Apache-2.0
/** SHAPE: the extents of a tensor, which are known at compile time. */
import type { DType } from "../../ir/dtype.js";
import { defineOp, type Signature } from "../definition.js";
import { readNoAttributes } from "../shared/no-attributes.js";
import { inputTensor } from "../shared/operands.js";
import { outputShapeIs } from "../shared/shape-constraints.js";
import { shapeScalar } from "./aot/scalar.js";
import { evaluateShape } from "./reference.js";
import { shapeTflm } from "./tflm.js";

const TYPES: readonly DType[] = ["int8", "uint8", "int16", "int32", "int64", "bool", "float32"];

export const shape = defineOp({
  op: "SHAPE",
  resolverCall: "AddShape",
  summary: "The extents of a tensor; its elements are not read.",
  maxVersion: 1,
  signatures: TYPES.map((dtype): Signature => ({ inputs: [dtype], outputs: ["int32"] })),
  readAttributes: readNoAttributes,
  constraints: [
    outputShapeIs("the output must have one element per axis of the input", (view) => [
      inputTensor(view, 0).shape.length,
    ]),
  ],
  evaluate: evaluateShape,
  work: () => ({ macs: 0 }),
  aot: [shapeScalar],
  tflm: shapeTflm,
});
