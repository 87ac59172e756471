// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of CONV_2D (reference_integer_ops::ConvPerChannel). */
import { invariant } from "../../diagnostics/tinygen-error.js";
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import { convolve, type IntegerElements } from "../shared/conv-reference.js";
import type { Conv2dAttributes } from "./attributes.js";
import { conv2dConvolution, conv2dOperands } from "./convolution.js";

export function evaluateConv2d(
  view: NodeView<Conv2dAttributes>,
  [input, filter, bias]: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  invariant(input !== undefined && filter !== undefined, "CONV_2D has input and weights");
  const output = allocate(conv2dOperands(view).output);
  convolve({
    ...conv2dConvolution(view, filter.data, bias?.data),
    input: input.data as IntegerElements,
    output: output.data as IntegerElements,
  });
  return [output];
}
