// SPDX-License-Identifier: Apache-2.0
/** What TFLM's BROADCAST_TO accepts (BroadcastToPrepare, ValidateOutputTensor). */
import { sameShape, shapeText } from "../../ir/shape.js";
import type { Constraint } from "../definition.js";
import { constantIntegers, inputTensor, outputTensor } from "../shared/operands.js";
import { rankBetween } from "../shared/shape-constraints.js";

const MAX_RANK = 5;

const outputShape: Constraint<unknown> = {
  id: "output-shape",
  says: `the output must have the extents of input 1, at most ${MAX_RANK}`,
  violation(view) {
    const extents = constantIntegers(view.inputs[1]);
    const { shape } = outputTensor(view);
    if (extents === undefined || (sameShape(extents, shape) && shape.length <= MAX_RANK)) return undefined;
    return `the output is ${shapeText(shape)}, expected ${shapeText(extents)}`;
  },
};

const broadcasts: Constraint<unknown> = {
  id: "broadcast",
  says: "the input must broadcast to the output",
  violation(view) {
    const input = inputTensor(view, 0).shape;
    const output = outputTensor(view).shape;
    const added = output.length - input.length;
    const fits = added >= 0 && input.every((extent, axis) => extent === 1 || extent === output[added + axis]);
    return fits ? undefined : `input ${shapeText(input)}, output ${shapeText(output)}`;
  },
};

export const broadcastToConstraints: readonly Constraint<unknown>[] = [rankBetween(1, 1, 1), outputShape, broadcasts];
