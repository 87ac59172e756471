// SPDX-License-Identifier: Apache-2.0
/** Rules of element-wise operators with two inputs. */
import { sameShape, shapeText } from "../../ir/shape.js";
import type { Constraint } from "../definition.js";
import { broadcastShape } from "./broadcast.js";
import { inputTensor, outputTensor } from "./operands.js";

// RuntimeShape of TFLM holds no more dimensions.
const MAX_RANK = 6;

/** Inputs 0 and 1 broadcast to the shape of output 0. */
export const broadcastsToOutput: Constraint<unknown> = {
  id: "broadcast",
  says: `the inputs must have at most ${MAX_RANK} dimensions and broadcast to the shape of the output`,
  violation(view) {
    const [a, b] = [inputTensor(view, 0).shape, inputTensor(view, 1).shape];
    const output = outputTensor(view).shape;
    const result = broadcastShape(a, b);
    const fits = result !== undefined && output.length <= MAX_RANK && sameShape(result, output);
    return fits ? undefined : `inputs ${shapeText(a)} and ${shapeText(b)}, output ${shapeText(output)}`;
  },
};

/** Inputs 0 and 1 have no quantisation, which the kernel would ignore. */
export const notQuantized: Constraint<unknown> = {
  id: "int32-is-not-quantised",
  says: "int32 inputs must not be quantised",
  code: "TG2007",
  violation(view) {
    const index = view.inputs.findIndex((tensor) => (tensor?.quantization?.scales.length ?? 0) > 0);
    return index < 0 ? undefined : `input ${index} has scale ${view.inputs[index]?.quantization?.scales[0] ?? 0}`;
  },
};
