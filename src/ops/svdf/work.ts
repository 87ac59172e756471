// SPDX-License-Identifier: Apache-2.0
/** Multiply-accumulates of SVDF. */
import type { NodeView } from "../../ir/graph.js";
import { elementCount } from "../../ir/shape.js";
import type { Work } from "../definition.js";
import { inputTensor } from "../shared/operands.js";
import { FEATURE_WEIGHTS, INPUT, TIME_WEIGHTS } from "./filters.js";

export function svdfWork(view: NodeView): Work {
  const batches = inputTensor(view, INPUT).shape[0] ?? 1;
  const weights = [FEATURE_WEIGHTS, TIME_WEIGHTS].map((index) => elementCount(inputTensor(view, index).shape));
  return { macs: batches * weights.reduce((sum, count) => sum + count, 0) };
}
