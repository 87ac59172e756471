// SPDX-License-Identifier: Apache-2.0
/** Dimensions that a kernel of TFLM copies to be able to change them (CreateWritableTensorDimsWithCopy). */
import type { NodeView } from "../../ir/graph.js";
import type { Bytes } from "../../util/branded.js";
import { outputTensor } from "./operands.js";

/** A count and the dimensions of output 0. */
export function copiedDims(view: NodeView): Bytes {
  return 4 + 4 * outputTensor(view).shape.length;
}
