// SPDX-License-Identifier: Apache-2.0
/** A CONV_2D node as a convolution. */
import type { NodeView } from "../../ir/graph.js";
import type { Elements } from "../../ir/tensor-data.js";
import type { Tensor } from "../../ir/tensor.js";
import { convGeometry, type ConvGeometry } from "../shared/conv-geometry.js";
import { type ConvQuantization, convQuantization } from "../shared/conv-quantization.js";
import { accumulatorOf, constantElements, type Convolution } from "../shared/convolution.js";
import type { Conv2dAttributes } from "./attributes.js";

/** Input, filter (OHWI) and output of a node that passed the signatures. */
export function conv2dOperands(view: NodeView<Conv2dAttributes>): {
  input: Tensor;
  filter: Tensor;
  bias: Tensor | undefined;
  output: Tensor;
} {
  const [input, filter, bias] = view.inputs;
  return { input: input as Tensor, filter: filter as Tensor, bias, output: view.outputs[0] as Tensor };
}

/** Fewer filter channels than input channels mean a grouped convolution. */
export function conv2dGeometry(view: NodeView<Conv2dAttributes>): ConvGeometry {
  const { input, filter, output } = conv2dOperands(view);
  const [, kernelHeight = 1, kernelWidth = 1, depth = 1] = filter.shape;
  return convGeometry({
    input: input.shape,
    output: output.shape,
    kernelHeight,
    kernelWidth,
    groups: (input.shape[3] ?? depth) / depth,
    window: view.node.attributes,
  });
}

/** `filter` and `bias` are the elements of inputs 1 and 2; by default those stored in the model. */
export function conv2dConvolution(
  view: NodeView<Conv2dAttributes>,
  filter: Elements = constantElements(conv2dOperands(view).filter),
  bias: Elements | undefined = view.inputs[2] && constantElements(view.inputs[2]),
): Convolution {
  const operands = conv2dOperands(view);
  const { activation, accumulatorWithoutBias } = view.node.attributes;
  const channels = operands.filter.shape[0] ?? 0;
  const quantization = convQuantization({ ...operands, activation, channels });
  return {
    geometry: conv2dGeometry(view),
    quantization: operands.input.dtype === "int16" ? withoutZeroPoints(quantization) : quantization,
    element: operands.input.dtype === "int16" ? "int16" : "int8",
    // TFLM's ConvPerChannel takes weights as symmetric whatever their zero point says.
    filter: filter as Int8Array,
    bias: bias as Int32Array | BigInt64Array | undefined,
    accumulator: accumulatorOf(operands.input, operands.bias, accumulatorWithoutBias),
  };
}

/** The int16 convolutions of TFLM do not look at zero points, which the quantisation scheme fixes at 0. */
export function withoutZeroPoints(quantization: ConvQuantization): ConvQuantization {
  return { ...quantization, inputZeroPoint: 0, outputZeroPoint: 0 };
}
