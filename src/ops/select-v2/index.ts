// SPDX-License-Identifier: Apache-2.0
/** SELECT_V2: elements of one of two tensors by a condition, with broadcasting. */
import { defineOp } from "../definition.js";
import { broadcastShapes } from "../shared/broadcast-nest.js";
import { readNoAttributes } from "../shared/no-attributes.js";
import { inputTensor, outputTensor } from "../shared/operands.js";
import { sameShape, shapeText } from "../../ir/shape.js";
import { selectV2Scalar } from "./aot/scalar.js";
import { evaluateSelect } from "./reference.js";
import { selectV2Tflm } from "./tflm.js";

export const selectV2 = defineOp({
  op: "SELECT_V2",
  resolverCall: "AddSelectV2",
  summary: "Elements of one of two tensors by a condition, with broadcasting; the scales are not looked at.",
  maxVersion: 2,
  signatures: [
    { inputs: ["bool", "int8", "int8"], outputs: ["int8"] },
    { inputs: ["bool", "int16", "int16"], outputs: ["int16"] },
    { inputs: ["bool", "float32", "float32"], outputs: ["float32"] },
  ],
  readAttributes: readNoAttributes,
  constraints: [
    {
      id: "broadcast",
      says: "the inputs must have at most 6 dimensions and broadcast to the shape of the output",
      violation(view) {
        const shapes = [0, 1, 2].map((i) => inputTensor(view, i).shape);
        const output = outputTensor(view).shape;
        const result = broadcastShapes(shapes);
        const fits = result !== undefined && result.length <= 6 && sameShape(result, output);
        return fits ? undefined : `inputs ${shapes.map(shapeText).join(", ")}, output ${shapeText(output)}`;
      },
    },
  ],
  evaluate: evaluateSelect,
  work: () => ({ macs: 0 }),
  aot: [selectV2Scalar],
  tflm: selectV2Tflm,
});
