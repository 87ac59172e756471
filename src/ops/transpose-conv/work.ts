// SPDX-License-Identifier: Apache-2.0
/** Multiply-accumulates of TRANSPOSE_CONV: every input meets every weight, as TFLite counts them. */
import type { NodeView } from "../../ir/graph.js";
import type { Work } from "../definition.js";
import type { TransposeConvAttributes } from "./attributes.js";
import { transposeConvGeometry } from "./geometry.js";

export function transposeConvWork(view: NodeView<TransposeConvAttributes>): Work {
  const { batches, inputDepth, outputDepth, height, width } = transposeConvGeometry(view);
  const pixels = batches * height.input * width.input;
  return { macs: pixels * height.kernel * width.kernel * inputDepth * outputDepth };
}
