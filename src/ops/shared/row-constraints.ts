// SPDX-License-Identifier: Apache-2.0
/** Rules on tensors whose last dimension holds rows of a signal. */
import type { NodeView } from "../../ir/graph.js";
import { elementCount, shapeText } from "../../ir/shape.js";
import type { Tensor } from "../../ir/tensor.js";
import type { Constraint } from "../definition.js";
import { inputTensor, outputTensor } from "./operands.js";

/** Extent of the last dimension; 1 for a scalar. */
export function rowLength({ shape }: Tensor): number {
  return shape.at(-1) ?? 1;
}

/** Rows of a tensor. */
export function rowCount(tensor: Tensor): number {
  return elementCount(tensor.shape) / rowLength(tensor);
}

/** Input 0 and output 0 have equally many rows of the lengths that `lengths` demands. */
export function rowsAre<A>(options: {
  readonly says: string;
  readonly fits: (view: NodeView<A>, inputLength: number, outputLength: number) => boolean;
}): Constraint<A> {
  return {
    id: "rows",
    says: options.says,
    violation(view) {
      const input = inputTensor(view, 0);
      const output = outputTensor(view);
      const fits = rowCount(input) === rowCount(output) && options.fits(view, rowLength(input), rowLength(output));
      return fits ? undefined : `input 0 is ${shapeText(input.shape)}, output 0 is ${shapeText(output.shape)}`;
    },
  };
}

/** The selected tensor has exactly this many elements. */
export function elementsAre<A>(options: {
  readonly name: string;
  readonly count: (view: NodeView<A>) => number;
  readonly tensor: (view: NodeView<A>) => Tensor;
}): Constraint<A> {
  return {
    id: options.name.replaceAll(" ", "-"),
    says: `${options.name} must have as many elements as the options say`,
    violation(view) {
      const actual = elementCount(options.tensor(view).shape);
      const wanted = options.count(view);
      return actual === wanted ? undefined : `it has ${actual}, not ${wanted}`;
    },
  };
}
