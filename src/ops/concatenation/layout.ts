// SPDX-License-Identifier: Apache-2.0
/** A concatenation as a number of rows, each of which takes a piece from every input. */
import type { NodeView } from "../../ir/graph.js";
import { elementCount } from "../../ir/shape.js";
import { inputTensor, outputTensor } from "../shared/operands.js";
import type { ConcatenationAttributes } from "./attributes.js";

/** Elements of one input in every row and where they go in the row. */
export interface Piece {
  readonly elements: number;
  readonly offset: number;
}

export interface ConcatenationLayout {
  readonly rows: number;
  readonly rowElements: number;
  readonly pieces: readonly Piece[];
}

/** The axis counted from the first, which may be out of range. */
export function concatenationAxis(view: NodeView<ConcatenationAttributes>): number {
  const { axis } = view.node.attributes;
  return axis < 0 ? axis + outputTensor(view).shape.length : axis;
}

export function concatenationLayout(view: NodeView<ConcatenationAttributes>): ConcatenationLayout {
  const axis = concatenationAxis(view);
  const output = outputTensor(view).shape;
  const pieces: Piece[] = [];
  let offset = 0;
  view.inputs.forEach((_, index) => {
    const elements = elementCount(inputTensor(view, index).shape.slice(axis));
    pieces.push({ elements, offset });
    offset += elements;
  });
  return { rows: elementCount(output.slice(0, axis)), rowElements: offset, pieces };
}
