// SPDX-License-Identifier: Apache-2.0
/** Rules on the shapes of operators that move elements. */
import type { NodeView } from "../../ir/graph.js";
import { elementCount, sameShape, type Shape, shapeText } from "../../ir/shape.js";
import type { Constraint } from "../definition.js";
import { inputTensor, outputTensor } from "./operands.js";

/** Input `input` has at least and at most so many dimensions. */
export function rankBetween(least: number, most: number, input = 0): Constraint<unknown> {
  const range = least === most ? `${least}` : least === 0 ? `at most ${most}` : `${least} to ${most}`;
  return {
    id: "rank",
    says: `input ${input} must have ${range} dimensions`,
    violation(view) {
      const shape = view.inputs[input]?.shape;
      if (shape === undefined || (shape.length >= least && shape.length <= most)) return undefined;
      return `input ${input} has shape ${shapeText(shape)}`;
    },
  };
}

/** Output 0 has the shape that `expected` gives; undefined when another rule is broken that makes it meaningless. */
export function outputShapeIs<A>(says: string, expected: (view: NodeView<A>) => Shape | undefined): Constraint<A> {
  return {
    id: "output-shape",
    says,
    violation(view) {
      const wanted = expected(view);
      const { shape } = outputTensor(view);
      if (wanted === undefined || sameShape(wanted, shape)) return undefined;
      return `the output is ${shapeText(shape)}, expected ${shapeText(wanted)}`;
    },
  };
}

/** Input `input` holds `count` elements. */
export function lengthIs<A>(input: number, what: string, count: (view: NodeView<A>) => number): Constraint<A> {
  return {
    id: `length-of-input-${input}`,
    says: `input ${input} must hold ${what}`,
    violation(view) {
      const tensor = view.inputs[input];
      if (tensor === undefined || elementCount(tensor.shape) === count(view)) return undefined;
      return `input ${input} is ${shapeText(tensor.shape)}`;
    },
  };
}

/** The axis counted from the first; undefined when the tensor has no such axis. */
export function resolveAxis(axis: number, rank: number): number | undefined {
  const resolved = axis < 0 ? axis + rank : axis;
  return resolved >= 0 && resolved < rank ? resolved : undefined;
}

/** One rank for input 0 and output 0 is implied by an expected shape; this is its element count. */
export function inputElements(view: NodeView, index = 0): number {
  return elementCount(inputTensor(view, index).shape);
}
