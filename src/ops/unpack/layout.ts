// SPDX-License-Identifier: Apache-2.0
/** The input of an UNPACK as rows with one piece for every output. */
import type { NodeView } from "../../ir/graph.js";
import { elementCount } from "../../ir/shape.js";
import { inputTensor } from "../shared/operands.js";
import { type RowPieces, rowPieces } from "../shared/row-pieces.js";
import { resolveAxis } from "../shared/shape-constraints.js";
import type { UnpackAttributes } from "./attributes.js";

export function unpackLayout(view: NodeView<UnpackAttributes>): RowPieces {
  const { shape } = inputTensor(view, 0);
  const axis = resolveAxis(view.node.attributes.axis, shape.length) ?? 0;
  const piece = elementCount(shape.slice(axis + 1));
  return rowPieces(
    shape,
    axis,
    view.outputs.map(() => piece),
  );
}
