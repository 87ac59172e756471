// SPDX-License-Identifier: Apache-2.0
/** CUMSUM: running sum along an axis. */
import { sameShape, shapeText } from "../../ir/shape.js";
import { type Constraint, defineOp } from "../definition.js";
import { axesInRange, oneAxis } from "../shared/axis.js";
import { perTensorQuantized } from "../shared/constraints.js";
import { whenInputIs } from "../shared/elementwise-constraints.js";
import { factorBelowOne } from "../shared/multiplier-constraints.js";
import { inputTensor, outputTensor } from "../shared/operands.js";
import { sumFactor } from "../shared/sum-of-halves.js";
import { cumsumScalar } from "./aot/scalar.js";
import { type CumsumAttributes, readCumsumAttributes } from "./attributes.js";
import { evaluateCumsum } from "./reference.js";
import { cumsumTflm } from "./tflm.js";

const shapes: Constraint<CumsumAttributes> = {
  id: "shapes",
  says: "input 0 must have at least one dimension and the shape of the output",
  violation(view) {
    const { shape } = inputTensor(view, 0);
    return shape.length > 0 && sameShape(shape, outputTensor(view).shape) ? undefined : `it is ${shapeText(shape)}`;
  },
};

export const cumsum = defineOp({
  op: "CUMSUM",
  resolverCall: "AddCumSum",
  summary: "Running sum along an axis; int8 sums carry TFLM's extra negative zero point.",
  maxVersion: 1,
  signatures: [
    { inputs: ["int8", "int32"], outputs: ["int8"] },
    { inputs: ["float32", "int32"], outputs: ["float32"] },
  ],
  constantInputs: [1],
  readAttributes: readCumsumAttributes,
  constraints: [
    shapes,
    oneAxis,
    axesInRange,
    whenInputIs(["int8"], perTensorQuantized({ inputs: [0], outputs: [0] })),
    whenInputIs(["int8"], factorBelowOne("input scale / (2^19 · output scale)", sumFactor)),
  ],
  evaluate: evaluateCumsum,
  work: () => ({ macs: 0 }),
  aot: [cumsumScalar],
  tflm: cumsumTflm,
});
