// SPDX-License-Identifier: Apache-2.0
/** Multiply-accumulates of UNIDIRECTIONAL_SEQUENCE_LSTM: those of the eight matrices and three products per unit. */
import type { NodeView } from "../../ir/graph.js";
import { elementCount } from "../../ir/shape.js";
import type { Work } from "../definition.js";
import { inputTensor, outputTensor } from "../shared/operands.js";
import { INPUT, WEIGHT_INPUTS } from "./inputs.js";

export function lstmWork(view: NodeView): Work {
  const [first = 1, second = 1] = inputTensor(view, INPUT).shape;
  const weights = WEIGHT_INPUTS.reduce((sum, index) => sum + elementCount(inputTensor(view, index).shape), 0);
  return { macs: first * second * weights + 3 * elementCount(outputTensor(view).shape) };
}
