// SPDX-License-Identifier: Apache-2.0
/** A TRANSPOSE_CONV node with the quantisation and constants that all convolutions have. */
import type { NodeView } from "../../ir/graph.js";
import type { Elements } from "../../ir/tensor-data.js";
import { type ConvQuantization, convQuantization } from "../shared/conv-quantization.js";
import { constantElements, type ConvolutionNumbers } from "../shared/convolution.js";
import { inputTensor, outputTensor } from "../shared/operands.js";
import type { TransposeConvAttributes } from "./attributes.js";

/** Inputs of the node in the order of a plain convolution: data, filter, bias. */
export function convolutionView<A>(view: NodeView<A>): NodeView<A> {
  const [, filter, input, bias] = view.inputs;
  return { ...view, inputs: [input, filter, bias] };
}

/** `bias` holds the elements of input 3; by default those stored in the model. */
export function transposedConvolution(
  view: NodeView<TransposeConvAttributes>,
  filter: Elements = constantElements(inputTensor(view, 1)),
  bias: Elements | undefined = view.inputs[3] && constantElements(view.inputs[3]),
): ConvolutionNumbers {
  const input = inputTensor(view, 2);
  const filterTensor = inputTensor(view, 1);
  const quantization = convQuantization({
    input,
    filter: filterTensor,
    output: outputTensor(view),
    activation: view.node.attributes.activation,
    channels: filterTensor.shape[0] ?? 0,
  });
  const wide = input.dtype === "int16";
  return {
    quantization: wide ? withoutZeroPoints(quantization) : quantization,
    element: wide ? "int16" : "int8",
    // Weights count as symmetric whatever their zero point says.
    filter: filter as Int8Array,
    // TFLM widens a bias of 16 bits before it computes.
    bias:
      bias instanceof Int16Array ? BigInt64Array.from(bias, BigInt) : (bias as Int32Array | BigInt64Array | undefined),
    accumulator: wide ? "int64" : "int32",
  };
}

// The int16 kernel does not look at zero points.
function withoutZeroPoints(quantization: ConvQuantization): ConvQuantization {
  return { ...quantization, inputZeroPoint: 0, outputZeroPoint: 0 };
}
