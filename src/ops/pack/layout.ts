// SPDX-License-Identifier: Apache-2.0
/** The output of a PACK as rows with one piece of every input. */
import type { NodeView } from "../../ir/graph.js";
import { elementCount } from "../../ir/shape.js";
import { outputTensor } from "../shared/operands.js";
import { type RowPieces, rowPieces } from "../shared/row-pieces.js";
import { resolveAxis } from "../shared/shape-constraints.js";
import type { PackAttributes } from "./attributes.js";

export function packLayout(view: NodeView<PackAttributes>): RowPieces {
  const { shape } = outputTensor(view);
  const axis = resolveAxis(view.node.attributes.axis, shape.length) ?? 0;
  const piece = elementCount(shape.slice(axis + 1));
  return rowPieces(
    shape,
    axis,
    view.inputs.map(() => piece),
  );
}
