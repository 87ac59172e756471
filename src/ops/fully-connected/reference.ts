// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of FULLY_CONNECTED (reference_integer_ops::FullyConnected and FullyConnectedPerChannel). */
import { invariant } from "../../diagnostics/tinygen-error.js";
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import { convolve, type IntegerElements } from "../shared/conv-reference.js";
import type { FullyConnectedAttributes } from "./attributes.js";
import { fullyConnectedConvolution, fullyConnectedOperands } from "./convolution.js";

export function evaluateFullyConnected(
  view: NodeView<FullyConnectedAttributes>,
  [input, filter, bias]: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  invariant(input !== undefined && filter !== undefined, "FULLY_CONNECTED has input and weights");
  const output = allocate(fullyConnectedOperands(view).output);
  convolve({
    ...fullyConnectedConvolution(view, filter.data, bias?.data),
    input: input.data as IntegerElements,
    output: output.data as IntegerElements,
  });
  return [output];
}
