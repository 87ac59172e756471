// SPDX-License-Identifier: Apache-2.0
/** What TFLM's ADD accepts (AddPrepare, CalculateOpDataAdd, BroadcastBinaryOpSimple). */
import { sameShape, shapeText } from "../../ir/shape.js";
import { quantizeMultiplier } from "../../quant/multiplier.js";
import type { Constraint } from "../definition.js";
import { broadcastShape } from "../shared/broadcast.js";
import { perTensorQuantized, supportedActivation } from "../shared/constraints.js";
import { whenInputIs } from "../shared/elementwise-constraints.js";
import { inputTensor, outputTensor } from "../shared/operands.js";
import type { AddAttributes } from "./attributes.js";
import { realOutputMultiplier } from "./scaling.js";

// RuntimeShape of TFLM holds no more dimensions.
const MAX_RANK = 6;

const shapes: Constraint<AddAttributes> = {
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

const outputScale: Constraint<AddAttributes> = {
  id: "output-scale",
  says: "the output scale must exceed twice the larger input scale / 2^20 (2^15 for int16)",
  code: "TG2007",
  violation(view) {
    const real = realOutputMultiplier(view);
    return real > 0 && real < 1 && quantizeMultiplier(real).shift <= 0 ? undefined : `the factor is ${real}`;
  },
};

const plainInt32: Constraint<AddAttributes> = {
  id: "int32-is-not-quantised",
  says: "int32 inputs must not be quantised",
  code: "TG2007",
  violation(view) {
    const index = view.inputs.findIndex((tensor) => (tensor?.quantization?.scales.length ?? 0) > 0);
    return index < 0 ? undefined : `input ${index} has scale ${view.inputs[index]?.quantization?.scales[0] ?? 0}`;
  },
};

const QUANTIZED = ["int8", "int16"] as const;

export const addConstraints: readonly Constraint<AddAttributes>[] = [
  shapes,
  supportedActivation(),
  whenInputIs(QUANTIZED, perTensorQuantized({ inputs: [0, 1], outputs: [0] })),
  whenInputIs(QUANTIZED, outputScale),
  whenInputIs(["int32"], plainInt32),
];
