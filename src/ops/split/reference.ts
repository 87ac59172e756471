// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of SPLIT (tflite::SplitImpl in micro/kernels/split.cc). */
import type { NodeView } from "../../ir/graph.js";
import type { TensorData } from "../../ir/tensor-data.js";
import { evaluateCut } from "../shared/row-pieces.js";
import { SPLIT_INPUTS, splitNodeLayout } from "./layout.js";

export function evaluateSplit(view: NodeView, inputs: readonly (TensorData | undefined)[]): readonly TensorData[] {
  return evaluateCut(view, inputs, { input: SPLIT_INPUTS.data, layout: splitNodeLayout(view) });
}
