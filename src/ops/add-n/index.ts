// SPDX-License-Identifier: Apache-2.0
/** ADD_N: sum of two or more tensors of one shape. */
import { sameShape, shapeText } from "../../ir/shape.js";
import { type Constraint, defineOp } from "../definition.js";
import { perTensorQuantized } from "../shared/constraints.js";
import { whenInputIs } from "../shared/elementwise-constraints.js";
import { factorBelowOne } from "../shared/multiplier-constraints.js";
import { type NoAttributes, readNoAttributes } from "../shared/no-attributes.js";
import { affineOf, inputTensor, outputTensor } from "../shared/operands.js";
import { sumFactor } from "../shared/sum-of-halves.js";
import { addNScalar } from "./aot/scalar.js";
import { evaluateAddN } from "./reference.js";
import { addNTflm } from "./tflm.js";

const shapes: Constraint<NoAttributes> = {
  id: "shapes",
  says: "there must be at least 2 inputs, and all must have the shape of the output",
  violation(view) {
    if (view.inputs.length < 2) return `there is ${view.inputs.length}`;
    const odd = view.inputs.find((input) => !sameShape(input?.shape ?? [], outputTensor(view).shape));
    return odd === undefined ? undefined : `"${odd.name}" is ${shapeText(odd.shape)}`;
  },
};

const equalQuantization: Constraint<NoAttributes> = {
  id: "equal-quantization",
  says: "all inputs must have the same scale and zero point",
  code: "TG2007",
  violation(view) {
    const { scale, zeroPoint } = affineOf(inputTensor(view, 0));
    const odd = view.inputs.findIndex((_, i) => {
      const other = affineOf(inputTensor(view, i));
      return other.scale !== scale || other.zeroPoint !== zeroPoint;
    });
    return odd < 0 ? undefined : `input ${odd} differs from input 0`;
  },
};

export const addN = defineOp({
  op: "ADD_N",
  resolverCall: "AddAddN",
  summary: "Sum of two or more tensors; int8 sums carry TFLM's extra negative zero point.",
  maxVersion: 1,
  signatures: [
    { inputs: ["int8", "int8"], outputs: ["int8"], variadic: true },
    { inputs: ["float32", "float32"], outputs: ["float32"], variadic: true },
  ],
  readAttributes: readNoAttributes,
  constraints: [
    shapes,
    whenInputIs(["int8"], perTensorQuantized({ inputs: [0], outputs: [0] })),
    whenInputIs(["int8"], equalQuantization),
    whenInputIs(["int8"], factorBelowOne("input scale / (2^19 · output scale)", sumFactor)),
  ],
  evaluate: evaluateAddN,
  work: () => ({ macs: 0 }),
  aot: [addNScalar],
  tflm: addNTflm,
});
