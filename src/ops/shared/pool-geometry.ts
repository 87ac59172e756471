// SPDX-License-Identifier: Apache-2.0
/** Windows of AVERAGE_POOL_2D and MAX_POOL_2D. */
import type { NodeView } from "../../ir/graph.js";
import type { FusedActivation } from "../../quant/activation.js";
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { activationName, paddingName, requireOptions } from "./builtin-enums.js";
import { inputTensor, outputTensor } from "./operands.js";
import { leadingPadding, outputExtent, type Padding } from "./padding.js";

export interface PoolAttributes {
  readonly padding: Padding;
  readonly strideHeight: number;
  readonly strideWidth: number;
  readonly filterHeight: number;
  readonly filterWidth: number;
  readonly activation: FusedActivation;
}

export function readPoolAttributes(raw: RawAttributes): PoolAttributes {
  const options = requireOptions(raw, "Pool2DOptions");
  return {
    padding: paddingName(options.padding),
    strideHeight: options.strideH,
    strideWidth: options.strideW,
    filterHeight: options.filterHeight,
    filterWidth: options.filterWidth,
    activation: activationName(options.fusedActivationFunction),
  };
}

/** One spatial axis. */
export interface PoolAxis {
  readonly input: number;
  readonly output: number;
  readonly filter: number;
  readonly stride: number;
  /** Padding before the first element. */
  readonly pad: number;
}

/** All extents are elements of NHWC tensors. */
export interface PoolGeometry {
  readonly batches: number;
  readonly channels: number;
  readonly vertical: PoolAxis;
  readonly horizontal: PoolAxis;
}

export function poolGeometry(view: NodeView<PoolAttributes>): PoolGeometry {
  const { filterHeight, filterWidth, strideHeight, strideWidth } = view.node.attributes;
  const [batches = 1, inputHeight = 1, inputWidth = 1, channels = 1] = inputTensor(view, 0).shape;
  const [, outputHeight = 1, outputWidth = 1] = outputTensor(view).shape;
  const axis = (input: number, output: number, filter: number, stride: number): PoolAxis => ({
    input,
    output,
    filter,
    stride,
    pad: leadingPadding({ input, kernel: filter, stride, dilation: 1 }, output),
  });
  return {
    batches,
    channels,
    vertical: axis(inputHeight, outputHeight, filterHeight, strideHeight),
    horizontal: axis(inputWidth, outputWidth, filterWidth, strideWidth),
  };
}

/** Output extent that the padding rule gives, to be compared with that of the file. */
export function expectedExtent(padding: Padding, axis: PoolAxis): number {
  return outputExtent(padding, { input: axis.input, kernel: axis.filter, stride: axis.stride, dilation: 1 });
}

/** The inputs that output position `at` covers: [start, end). */
export function windowAt(axis: PoolAxis, at: number): { readonly start: number; readonly end: number } {
  const origin = at * axis.stride - axis.pad;
  return { start: Math.max(0, origin), end: Math.min(axis.input, origin + axis.filter) };
}

/** True when some window reaches outside the input, so that its size depends on the position. */
export function isClipped(axis: PoolAxis): boolean {
  return axis.pad > 0 || (axis.output - 1) * axis.stride + axis.filter > axis.input;
}

/**
 * Bytes by which the output must start below the input for kernels that finish one output position after the other,
 * each channel read before it is written: the largest amount by which written elements are ahead of the first
 * element that is still needed.
 */
export function poolDistance(geometry: PoolGeometry): number {
  const { batches, channels, vertical, horizontal } = geometry;
  const starts: number[] = [];
  for (let batch = 0; batch < batches; batch++) {
    for (let y = 0; y < vertical.output; y++) {
      const row = (batch * vertical.input + windowAt(vertical, y).start) * horizontal.input;
      for (let x = 0; x < horizontal.output; x++) starts.push(row + windowAt(horizontal, x).start);
    }
  }
  let distance = -Infinity;
  let needed = Infinity;
  for (let position = starts.length - 1; position >= 0; position--) {
    // Completed positions are position + 1; everything from `needed` on will still be read by later ones.
    if (needed !== Infinity) distance = Math.max(distance, position + 1 - needed);
    const start = starts[position] ?? 0;
    distance = Math.max(distance, position - start);
    needed = Math.min(needed, start);
  }
  return distance * channels;
}
