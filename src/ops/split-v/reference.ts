// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of SPLIT_V (tflite::SplitImpl in micro/kernels/split_v.cc). */
import type { NodeView } from "../../ir/graph.js";
import type { TensorData } from "../../ir/tensor-data.js";
import { evaluateCut } from "../shared/row-pieces.js";
import { SPLIT_V_INPUTS, splitVLayout } from "./layout.js";

export function evaluateSplitV(view: NodeView, inputs: readonly (TensorData | undefined)[]): readonly TensorData[] {
  return evaluateCut(view, inputs, { input: SPLIT_V_INPUTS.data, layout: splitVLayout(view) });
}
