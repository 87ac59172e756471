// SPDX-License-Identifier: Apache-2.0
/** A DEPTHWISE_CONV_2D node as a convolution with one group per input channel. */
import type { NodeView } from "../../ir/graph.js";
import type { Elements } from "../../ir/tensor-data.js";
import type { Tensor } from "../../ir/tensor.js";
import { convGeometry, type ConvGeometry } from "../shared/conv-geometry.js";
import { convQuantization } from "../shared/conv-quantization.js";
import { constantElements, type Convolution } from "../shared/convolution.js";
import type { DepthwiseConv2dAttributes } from "./attributes.js";

/** Input, filter (1 x height x width x output channels) and output of a node that passed the signatures. */
export function depthwiseOperands(view: NodeView<DepthwiseConv2dAttributes>): {
  input: Tensor;
  filter: Tensor;
  output: Tensor;
} {
  const [input, filter] = view.inputs;
  return { input: input as Tensor, filter: filter as Tensor, output: view.outputs[0] as Tensor };
}

export function depthwiseGeometry(view: NodeView<DepthwiseConv2dAttributes>): ConvGeometry {
  const { input, filter, output } = depthwiseOperands(view);
  const [, kernelHeight = 1, kernelWidth = 1] = filter.shape;
  return convGeometry({
    input: input.shape,
    output: output.shape,
    kernelHeight,
    kernelWidth,
    groups: input.shape[3] ?? 1,
    window: view.node.attributes,
  });
}

/** `filter` and `bias` are the elements of inputs 1 and 2; by default those stored in the model. */
export function depthwiseConvolution(
  view: NodeView<DepthwiseConv2dAttributes>,
  filter: Elements = constantElements(depthwiseOperands(view).filter),
  bias: Elements | undefined = view.inputs[2] && constantElements(view.inputs[2]),
): Convolution {
  const operands = depthwiseOperands(view);
  const channels = operands.output.shape[3] ?? 0;
  const quantization = convQuantization({ ...operands, activation: view.node.attributes.activation, channels });
  const wide = operands.input.dtype === "int16";
  return {
    geometry: depthwiseGeometry(view),
    // As in CONV_2D, TFLM's kernels ignore the zero points of int16 tensors and of weights.
    quantization: wide ? { ...quantization, inputZeroPoint: 0, outputZeroPoint: 0 } : quantization,
    element: wide ? "int16" : "int8",
    filter: channelMajor(filter as Int8Array, channels),
    bias: bias as Int32Array | BigInt64Array | undefined,
    // TFLM's int16 kernel has 64-bit sums only.
    accumulator: wide ? "int64" : "int32",
  };
}

// The file keeps the channels innermost; output channel m + c · multiplier belongs to input channel c, so the taps of
// one output channel are the weights of its group.
function channelMajor(filter: Int8Array, channels: number): Int8Array {
  const taps = filter.length / channels;
  const result = new Int8Array(filter.length);
  for (let tap = 0; tap < taps; tap++) {
    for (let channel = 0; channel < channels; channel++) {
      result[channel * taps + tap] = filter[tap * channels + channel] ?? 0;
    }
  }
  return result;
}
