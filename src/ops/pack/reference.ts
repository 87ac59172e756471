// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of PACK (tflite::PackImpl). */
import type { NodeView } from "../../ir/graph.js";
import type { TensorData } from "../../ir/tensor-data.js";
import { evaluateJoin } from "../shared/row-pieces.js";
import type { PackAttributes } from "./attributes.js";
import { packLayout } from "./layout.js";

export function evaluatePack(
  view: NodeView<PackAttributes>,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  return evaluateJoin(view, inputs, packLayout(view));
}
