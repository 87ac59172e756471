// SPDX-License-Identifier: Apache-2.0
/** Shapes of a transposed convolution, and its output pixels sorted by which weights they see. */
import type { NodeView } from "../../ir/graph.js";
import { inputTensor, outputTensor } from "../shared/operands.js";
import { leadingPadding, outputExtent, type Padding } from "../shared/padding.js";
import type { TransposeConvAttributes } from "./attributes.js";

/** One spatial axis. An input at i adds to the outputs i · stride − pad + tap. */
export interface TransposedAxis {
  readonly input: number;
  readonly output: number;
  readonly kernel: number;
  readonly stride: number;
  readonly pad: number;
}

/** NHWC; the filter is output channel, height, width, input channel. */
export interface TransposeConvGeometry {
  readonly batches: number;
  readonly inputDepth: number;
  readonly outputDepth: number;
  readonly height: TransposedAxis;
  readonly width: TransposedAxis;
}

export function transposeConvGeometry(view: NodeView<TransposeConvAttributes>): TransposeConvGeometry {
  const [outputDepth = 1, kernelHeight = 1, kernelWidth = 1, inputDepth = 1] = inputTensor(view, 1).shape;
  const [batches = 1, inputHeight = 1, inputWidth = 1] = inputTensor(view, 2).shape;
  const [, outputHeight = 1, outputWidth = 1] = outputTensor(view).shape;
  const { padding, strideHeight, strideWidth } = view.node.attributes;
  const axis = (input: number, output: number, kernel: number, stride: number): TransposedAxis => ({
    ...{ input, output, kernel, stride },
    pad: leadingTransposedPadding(padding, { output, kernel, stride }),
  });
  return {
    batches,
    inputDepth,
    outputDepth,
    height: axis(inputHeight, outputHeight, kernelHeight, strideHeight),
    width: axis(inputWidth, outputWidth, kernelWidth, strideWidth),
  };
}

// The padding of the convolution that leads from the output back to the input (CalculateOpData in transpose_conv.cc).
function leadingTransposedPadding(
  padding: Padding,
  { output, kernel, stride }: Pick<TransposedAxis, "output" | "kernel" | "stride">,
): number {
  const axis = { input: output, kernel, stride, dilation: 1 };
  return leadingPadding(axis, outputExtent(padding, axis));
}

/** The outputs first, first + stride, …; each sees `taps` neighbouring inputs, one input further each time. */
export interface Phase {
  readonly first: number;
  readonly count: number;
  /** First input that the first output sees; may lie outside the input. */
  readonly origin: number;
  /** Taps of the kernel in the order of the inputs that they meet. */
  readonly taps: readonly number[];
}

/** Every output of the axis is in one phase; a stride larger than the kernel leaves phases without taps. */
export function phases({ output, kernel, stride, pad }: TransposedAxis): readonly Phase[] {
  const all = Array.from({ length: Math.min(stride, output) }, (_, first): Phase => {
    const remainder = (first + pad) % stride;
    const count = remainder < kernel ? Math.ceil((kernel - remainder) / stride) : 0;
    return {
      first,
      count: Math.ceil((output - first) / stride),
      origin: (first + pad - remainder) / stride - count + 1,
      taps: Array.from({ length: count }, (__, i) => remainder + stride * (count - 1 - i)),
    };
  });
  return all;
}
