// SPDX-License-Identifier: Apache-2.0
/** SPLIT and SPLIT_V: the input as rows with a piece for every output, by the shapes of the outputs. */
import type { NodeView } from "../../ir/graph.js";
import { elementCount, shapeText } from "../../ir/shape.js";
import type { Constraint } from "../definition.js";
import { constantIntegers, inputTensor, outputTensor } from "./operands.js";
import { type RowPieces, rowPieces } from "./row-pieces.js";
import { lengthIs, resolveAxis } from "./shape-constraints.js";

/** Positions of the two inputs that both operators have, in different order. */
export interface SplitInputs {
  readonly data: number;
  readonly axis: number;
}

/** The axis counted from the first; undefined when it is no constant or out of range. */
function splitAxis(view: NodeView, { data, axis }: SplitInputs): number | undefined {
  const value = constantIntegers(view.inputs[axis])?.[0];
  return value === undefined ? undefined : resolveAxis(value, inputTensor(view, data).shape.length);
}

/** tflite::SplitImpl takes the extents of the pieces from the outputs, not from the sizes of SPLIT_V. */
export function splitLayout(view: NodeView, inputs: SplitInputs): RowPieces {
  const { shape } = inputTensor(view, inputs.data);
  const axis = splitAxis(view, inputs) ?? 0;
  return rowPieces(
    shape,
    axis,
    view.outputs.map((_, index) => elementCount(outputTensor(view, index).shape.slice(axis))),
  );
}

export function splitConstraints(inputs: SplitInputs): readonly Constraint<unknown>[] {
  return [
    lengthIs(inputs.axis, "one axis", () => 1),
    {
      id: "axis",
      says: "the axis must exist in the input",
      violation(view) {
        if (splitAxis(view, inputs) !== undefined) return undefined;
        const axis = constantIntegers(view.inputs[inputs.axis])?.[0];
        const rank = inputTensor(view, inputs.data).shape.length;
        return axis === undefined ? undefined : `axis ${axis} of ${rank} dimensions`;
      },
    },
    {
      id: "outputs",
      says: "the outputs must agree with the input on every axis but one, on which their extents add up to the input's",
      violation(view) {
        const { shape } = inputTensor(view, inputs.data);
        const axis = splitAxis(view, inputs);
        if (axis === undefined) return undefined;
        const odd = view.outputs.find(
          (tensor) =>
            tensor.shape.length !== shape.length || tensor.shape.some((extent, i) => i !== axis && extent !== shape[i]),
        );
        if (odd !== undefined) return `output of ${shapeText(odd.shape)} for an input of ${shapeText(shape)}`;
        const sum = view.outputs.reduce((total, tensor) => total + (tensor.shape[axis] ?? 0), 0);
        return sum === shape[axis] ? undefined : `the outputs add up to ${sum}, the input has ${shape[axis] ?? 0}`;
      },
    },
  ];
}
