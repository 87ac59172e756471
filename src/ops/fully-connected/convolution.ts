// SPDX-License-Identifier: Apache-2.0
/** A FULLY_CONNECTED node as a 1x1 convolution whose pixels are the rows of the batch. */
import type { NodeView } from "../../ir/graph.js";
import { firstZeroPoint } from "../../ir/quantization.js";
import { elementCount } from "../../ir/shape.js";
import type { Elements } from "../../ir/tensor-data.js";
import type { Tensor } from "../../ir/tensor.js";
import { convGeometry, type ConvGeometry } from "../shared/conv-geometry.js";
import { convQuantization, effectiveScales } from "../shared/conv-quantization.js";
import { accumulatorOf, centredWeights, constantElements, type Convolution } from "../shared/convolution.js";
import type { FullyConnectedAttributes } from "./attributes.js";

interface FullyConnectedOperands {
  readonly input: Tensor;
  /** Output channels x inputs. */
  readonly filter: Tensor;
  readonly bias: Tensor | undefined;
  readonly output: Tensor;
}

/** The operands of a node that passed the signatures. */
export function fullyConnectedOperands(view: NodeView<FullyConnectedAttributes>): FullyConnectedOperands {
  const [input, filter, bias] = view.inputs;
  return { input: input as Tensor, filter: filter as Tensor, bias, output: view.outputs[0] as Tensor };
}

export function fullyConnectedGeometry(view: NodeView<FullyConnectedAttributes>): ConvGeometry {
  const { input, filter } = fullyConnectedOperands(view);
  const [channels = 1, depth = 1] = filter.shape;
  const rows = elementCount(input.shape) / depth;
  return convGeometry({
    input: [1, 1, rows, depth],
    output: [1, 1, rows, channels],
    kernelHeight: 1,
    kernelWidth: 1,
    groups: 1,
    window: { padding: "VALID", strideHeight: 1, strideWidth: 1, dilationHeight: 1, dilationWidth: 1 },
  });
}

/**
 * Real factors from sums to outputs, one per channel. With one weight scale, TFLM multiplies the two scales in float32
 * (tflite::GetQuantizedConvolutionMultipler); with one per channel, in double.
 */
export function fullyConnectedScales({ input, filter, output }: FullyConnectedOperands): readonly number[] {
  const channels = filter.shape[0] ?? 0;
  const scales = filter.quantization?.scales ?? [];
  if (scales.length > 1) return effectiveScales({ input, filter, output, channels });
  const product = Math.fround((input.quantization?.scales[0] ?? 0) * (scales[0] ?? 0));
  return Array<number>(channels).fill(product / (output.quantization?.scales[0] ?? 0));
}

/** `filter` and `bias` are the elements of inputs 1 and 2; by default those stored in the model. */
export function fullyConnectedConvolution(
  view: NodeView<FullyConnectedAttributes>,
  filter: Elements = constantElements(fullyConnectedOperands(view).filter),
  bias: Elements | undefined = view.inputs[2] && constantElements(view.inputs[2]),
): Convolution {
  const operands = fullyConnectedOperands(view);
  const { activation, accumulatorWithoutBias } = view.node.attributes;
  const channels = operands.filter.shape[0] ?? 0;
  const weights = operands.filter.quantization;
  // Only the kernel for one scale subtracts the zero point of the weights.
  const weightsZeroPoint = weights === undefined || weights.scales.length > 1 ? 0 : firstZeroPoint(weights);
  return {
    geometry: fullyConnectedGeometry(view),
    quantization: convQuantization({
      ...operands,
      activation,
      channels,
      realMultipliers: fullyConnectedScales(operands),
    }),
    element: operands.input.dtype === "int16" ? "int16" : "int8",
    filter: centredWeights(filter, weightsZeroPoint),
    bias: bias as Int32Array | BigInt64Array | undefined,
    accumulator: accumulatorOf(operands.input, operands.bias, accumulatorWithoutBias),
  };
}
