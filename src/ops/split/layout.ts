// SPDX-License-Identifier: Apache-2.0
/** The inputs of SPLIT: the axis comes first. */
import type { NodeView } from "../../ir/graph.js";
import type { RowPieces } from "../shared/row-pieces.js";
import { type SplitInputs, splitLayout } from "../shared/split-layout.js";

export const SPLIT_INPUTS: SplitInputs = { data: 1, axis: 0 };

export function splitNodeLayout(view: NodeView): RowPieces {
  return splitLayout(view, SPLIT_INPUTS);
}
