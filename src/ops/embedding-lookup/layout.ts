// SPDX-License-Identifier: Apache-2.0
/** An EMBEDDING_LOOKUP as a gather of rows; input 0 holds the indices, input 1 the rows. */
import type { NodeView } from "../../ir/graph.js";
import { elementCount } from "../../ir/shape.js";
import type { GatherLayout } from "../shared/gather.js";
import { inputTensor } from "../shared/operands.js";

export function embeddingLayout(view: NodeView): GatherLayout {
  const table = inputTensor(view, 1).shape;
  return {
    batches: 1,
    outer: 1,
    axis: table[0] ?? 1,
    indices: elementCount(inputTensor(view, 0).shape),
    inner: elementCount(table.slice(1)),
  };
}
