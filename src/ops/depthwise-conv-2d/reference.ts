// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of DEPTHWISE_CONV_2D (reference_integer_ops::DepthwiseConvPerChannel). */
import { invariant } from "../../diagnostics/tinygen-error.js";
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import { convolve, type IntegerElements } from "../shared/conv-reference.js";
import type { DepthwiseConv2dAttributes } from "./attributes.js";
import { depthwiseConvolution, depthwiseOperands } from "./convolution.js";

export function evaluateDepthwiseConv2d(
  view: NodeView<DepthwiseConv2dAttributes>,
  [input, filter, bias]: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  invariant(input !== undefined && filter !== undefined, "DEPTHWISE_CONV_2D has input and weights");
  const output = allocate(depthwiseOperands(view).output);
  convolve({
    ...depthwiseConvolution(view, filter.data, bias?.data),
    input: input.data as IntegerElements,
    output: output.data as IntegerElements,
  });
  return [output];
}
