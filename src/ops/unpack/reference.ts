// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of UNPACK (tflite::UnpackImpl). */
import type { NodeView } from "../../ir/graph.js";
import type { TensorData } from "../../ir/tensor-data.js";
import { evaluateCut } from "../shared/row-pieces.js";
import type { UnpackAttributes } from "./attributes.js";
import { unpackLayout } from "./layout.js";

export function evaluateUnpack(
  view: NodeView<UnpackAttributes>,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  return evaluateCut(view, inputs, { input: 0, layout: unpackLayout(view) });
}
