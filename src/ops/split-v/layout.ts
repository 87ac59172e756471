// SPDX-License-Identifier: Apache-2.0
/** The inputs of SPLIT_V: data, sizes (which follow from the outputs and are not read), axis. */
import type { NodeView } from "../../ir/graph.js";
import type { RowPieces } from "../shared/row-pieces.js";
import { type SplitInputs, splitLayout } from "../shared/split-layout.js";

export const SPLIT_V_INPUTS: SplitInputs = { data: 0, axis: 2 };

export function splitVLayout(view: NodeView): RowPieces {
  return splitLayout(view, SPLIT_V_INPUTS);
}
