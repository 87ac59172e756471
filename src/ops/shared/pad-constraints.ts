// SPDX-License-Identifier: Apache-2.0
/** What TFLM's PAD and PADV2 accept (PadPrepare). */
import { elementCount, shapeText } from "../../ir/shape.js";
import type { Constraint } from "../definition.js";
import { constantInputs } from "./constraints.js";
import { whenInputIs } from "./elementwise-constraints.js";
import { affineOf, inputTensor, outputTensor } from "./operands.js";
import { paddings } from "./pad-layout.js";

const MAX_RANK = 5;

const rank: Constraint<unknown> = {
  id: "rank",
  says: `input 0 must have at most ${MAX_RANK} dimensions`,
  violation(view) {
    const { shape } = inputTensor(view, 0);
    return shape.length <= MAX_RANK ? undefined : `input 0 has shape ${shapeText(shape)}`;
  },
};

const shapes: Constraint<unknown> = {
  id: "paddings",
  says: "input 1 must hold two paddings of 0 or more per dimension that lead to the shape of the output",
  violation(view) {
    const pads = paddings(view);
    if (pads === undefined) return undefined;
    const input = inputTensor(view, 0).shape;
    const output = outputTensor(view).shape;
    const text = `paddings ${pads.map((pair) => pair.join("+")).join(", ")} from ${shapeText(input)} to ${shapeText(output)}`;
    const fits =
      input.length === output.length &&
      pads.length === input.length &&
      elementCount(inputTensor(view, 1).shape) === 2 * input.length &&
      pads.every(([before, after], i) => before >= 0 && after >= 0 && before + after + (input[i] ?? 0) === output[i]);
    return fits ? undefined : text;
  },
};

const singleValue: Constraint<unknown> = {
  id: "value-count",
  says: "input 2 must hold one value",
  violation(view) {
    const value = view.inputs[2];
    return value === undefined || elementCount(value.shape) === 1 ? undefined : `input 2 is ${shapeText(value.shape)}`;
  },
};

const valueQuantization: Constraint<unknown> = {
  id: "value-quantization",
  says: "input 2 must have the scale and zero point of the output",
  code: "TG2007",
  violation(view) {
    const value = view.inputs[2];
    if (value === undefined) return undefined;
    const [a, b] = [affineOf(value), affineOf(outputTensor(view))];
    if (a.scale === b.scale && a.zeroPoint === b.zeroPoint) return undefined;
    return `input 2 has (${a.scale}, ${a.zeroPoint}), the output (${b.scale}, ${b.zeroPoint})`;
  },
};

const zeroPointInRange: Constraint<unknown> = {
  id: "zero-point-range",
  says: "the zero point of the output must be within -128 … 127",
  code: "TG2007",
  violation(view) {
    const { zeroPoint } = affineOf(outputTensor(view));
    return zeroPoint >= -128 && zeroPoint <= 127 ? undefined : `the zero point is ${zeroPoint}`;
  },
};

export const padConstraints: readonly Constraint<unknown>[] = [
  rank,
  constantInputs([1, 2]),
  shapes,
  singleValue,
  whenInputIs(["int8"], zeroPointInRange),
  whenInputIs(["int8"], valueQuantization),
];
