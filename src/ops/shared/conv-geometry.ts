// SPDX-License-Identifier: Apache-2.0
/** Shapes of a two-dimensional convolution in one record, for grouped, plain and depthwise kernels alike. */
import { effectiveKernel, leadingPadding, outputExtent, type Padding, type WindowAxis } from "./padding.js";
import type { NodeView } from "../../ir/graph.js";
import type { SpatialPadding } from "./spatial-padding.js";

/** How a window moves over its input. */
export interface WindowAttributes {
  readonly padding: Padding;
  /** Elements around the input instead of what `padding` says; only tinygen's own rewrites set it. */
  readonly explicitPadding?: SpatialPadding;
  readonly strideHeight: number;
  readonly strideWidth: number;
  readonly dilationHeight: number;
  readonly dilationWidth: number;
}

/**
 * Attributes of an unpadded window that pads by itself; undefined for one that is padded already. Where the padding
 * happens to be what the format calls SAME, they say so.
 */
export function absorbPadding<A extends WindowAttributes>(view: NodeView<A>, padding: SpatialPadding): A | undefined {
  const { attributes } = view.node;
  if (attributes.padding !== "VALID" || attributes.explicitPadding !== undefined) return undefined;
  return isSame(view, padding) ? { ...attributes, padding: "SAME" } : { ...attributes, explicitPadding: padding };
}

// The node still reads the padded tensor; filters of both convolutions have height and width in the middle.
function isSame({ node, inputs, outputs }: NodeView<WindowAttributes>, padding: SpatialPadding): boolean {
  const { top, bottom, left, right } = padding;
  const [, height = 0, width = 0] = inputs[0]?.shape ?? [];
  const [, kernelHeight = 0, kernelWidth = 0] = inputs[1]?.shape ?? [];
  const [, outputHeight = 0, outputWidth = 0] = outputs[0]?.shape ?? [];
  const { strideHeight, strideWidth, dilationHeight, dilationWidth } = node.attributes;
  const agrees = (axis: WindowAxis, output: number, before: number): boolean =>
    outputExtent("SAME", axis) === output && leadingPadding(axis, output) === before;
  return (
    agrees(
      { input: height - top - bottom, kernel: kernelHeight, stride: strideHeight, dilation: dilationHeight },
      outputHeight,
      top,
    ) &&
    agrees(
      { input: width - left - right, kernel: kernelWidth, stride: strideWidth, dilation: dilationWidth },
      outputWidth,
      left,
    )
  );
}

/** All extents are elements; tensors are NHWC. */
export interface ConvGeometry {
  readonly batches: number;
  readonly inputHeight: number;
  readonly inputWidth: number;
  readonly inputDepth: number;
  readonly outputHeight: number;
  readonly outputWidth: number;
  readonly outputDepth: number;
  readonly kernelHeight: number;
  readonly kernelWidth: number;
  readonly strideHeight: number;
  readonly strideWidth: number;
  readonly dilationHeight: number;
  readonly dilationWidth: number;
  /** Padding above and left of the input. */
  readonly padTop: number;
  readonly padLeft: number;
  /** The channels are cut into this many independent convolutions. */
  readonly groups: number;
}

export interface ConvGeometryOptions {
  /** NHWC. */
  readonly input: readonly number[];
  readonly output: readonly number[];
  readonly kernelHeight: number;
  readonly kernelWidth: number;
  readonly groups: number;
  readonly window: WindowAttributes;
}

/** Geometry for shapes of rank 4 that passed the operator's constraints. */
export function convGeometry(options: ConvGeometryOptions): ConvGeometry {
  const { kernelHeight, kernelWidth, groups, window } = options;
  const [batches = 1, inputHeight = 1, inputWidth = 1, inputDepth = 1] = options.input;
  const [, outputHeight = 1, outputWidth = 1, outputDepth = 1] = options.output;
  const { strideHeight, strideWidth, dilationHeight, dilationWidth } = window;
  const vertical = { input: inputHeight, kernel: kernelHeight, stride: strideHeight, dilation: dilationHeight };
  const horizontal = { input: inputWidth, kernel: kernelWidth, stride: strideWidth, dilation: dilationWidth };
  return {
    batches,
    inputHeight,
    inputWidth,
    inputDepth,
    outputHeight,
    outputWidth,
    outputDepth,
    kernelHeight,
    kernelWidth,
    strideHeight,
    strideWidth,
    dilationHeight,
    dilationWidth,
    padTop: window.explicitPadding?.top ?? leadingPadding(vertical, outputHeight),
    padLeft: window.explicitPadding?.left ?? leadingPadding(horizontal, outputWidth),
    groups,
  };
}

/** Output pixels of all batches. */
export function outputPixels({ batches, outputHeight, outputWidth }: ConvGeometry): number {
  return batches * outputHeight * outputWidth;
}

/** Input pixels of all batches. */
export function inputPixels({ batches, inputHeight, inputWidth }: ConvGeometry): number {
  return batches * inputHeight * inputWidth;
}

/** The same windows seen from the last pixel: input, kernel and output turned by half a turn. */
export function turned(geometry: ConvGeometry): ConvGeometry {
  const { kernelHeight, kernelWidth, dilationHeight, dilationWidth, strideHeight, strideWidth } = geometry;
  const span = (output: number, stride: number, kernel: number, dilation: number): number =>
    (output - 1) * stride + effectiveKernel({ kernel, dilation });
  return {
    ...geometry,
    // Negative where windows leave the last rows or columns out.
    padTop:
      span(geometry.outputHeight, strideHeight, kernelHeight, dilationHeight) - geometry.inputHeight - geometry.padTop,
    padLeft:
      span(geometry.outputWidth, strideWidth, kernelWidth, dilationWidth) - geometry.inputWidth - geometry.padLeft,
  };
}

/** Input channels that one output channel sees. */
export function groupDepth(geometry: ConvGeometry): number {
  return geometry.inputDepth / geometry.groups;
}

/** Multiply-accumulates of one inference, those on padding included, as TFLite counts them. */
export function convMacs(geometry: ConvGeometry): number {
  const { batches, outputHeight, outputWidth, outputDepth, kernelHeight, kernelWidth } = geometry;
  return batches * outputHeight * outputWidth * outputDepth * kernelHeight * kernelWidth * groupDepth(geometry);
}

/** True when no window of the node reaches outside the input. */
export function isUnpadded(geometry: ConvGeometry): boolean {
  const end = turned(geometry);
  return geometry.padTop === 0 && geometry.padLeft === 0 && end.padTop <= 0 && end.padLeft <= 0;
}

/** The last row at which a window starts and still ends inside the input; negative when none does. */
export function lastTop(geometry: ConvGeometry): number {
  return geometry.inputHeight - effectiveKernel({ kernel: geometry.kernelHeight, dilation: geometry.dilationHeight });
}

/** The last column of that kind. */
export function lastLeft(geometry: ConvGeometry): number {
  return geometry.inputWidth - effectiveKernel({ kernel: geometry.kernelWidth, dilation: geometry.dilationWidth });
}

/** False when no window fits, for example a 3x3 kernel on a 2x2 input. */
export function hasWholeWindows(geometry: ConvGeometry): boolean {
  return lastTop(geometry) >= 0 && lastLeft(geometry) >= 0;
}

/** Neighbouring taps are adjacent in memory unless the window is dilated or the channels are grouped. */
export function isDense(geometry: ConvGeometry): boolean {
  return geometry.groups === 1 && (geometry.dilationWidth === 1 || geometry.kernelWidth === 1);
}

/** Inputs that are adjacent in memory and meet adjacent weights. */
export function runLength(geometry: ConvGeometry): number {
  return isDense(geometry) ? geometry.kernelWidth * geometry.inputDepth : groupDepth(geometry);
}
