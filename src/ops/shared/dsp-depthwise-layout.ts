// SPDX-License-Identifier: Apache-2.0
/** How a depthwise convolution is laid out for Arm's DSP extension: which way its lines run, how large a plane is. */
import type { ConvGeometry } from "./conv-geometry.js";

/** One direction of the image. Extents are elements. */
export interface PlaneAxis {
  readonly outputs: number;
  readonly inputs: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  /** Elements between neighbours in the input and in the output tensor. */
  readonly inputStep: number;
  readonly outputStep: number;
  /** Weights between neighbouring taps. */
  readonly tapStep: number;
}

/**
 * A plane is one channel with its padding, 16 bits an element, in lines of pairs. Two outputs along a line and two lines
 * are computed at a time, so lines run in the direction that leaves less over.
 */
export interface PlaneLayout {
  readonly along: PlaneAxis;
  readonly across: PlaneAxis;
  /** Blocks of two outputs on a line. */
  readonly blocks: number;
  /** Words from one line to the next. */
  readonly pitch: number;
  readonly lines: number;
  readonly words: number;
}

/** The layout, or undefined for windows of more than 3x3 taps, taps that are apart, and wide strides. */
export function planeLayout(geometry: ConvGeometry): PlaneLayout | undefined {
  const { inputDepth, inputWidth, outputWidth, kernelWidth } = geometry;
  const dilated =
    (geometry.dilationHeight > 1 && geometry.kernelHeight > 1) || (geometry.dilationWidth > 1 && kernelWidth > 1);
  if (dilated || geometry.kernelHeight > 3 || kernelWidth > 3) return undefined;
  const vertical: PlaneAxis = {
    outputs: geometry.outputHeight,
    inputs: geometry.inputHeight,
    kernel: geometry.kernelHeight,
    stride: geometry.strideHeight,
    padding: geometry.padTop,
    inputStep: inputWidth * inputDepth,
    outputStep: outputWidth * inputDepth,
    tapStep: kernelWidth,
  };
  const horizontal: PlaneAxis = {
    outputs: outputWidth,
    inputs: inputWidth,
    kernel: kernelWidth,
    stride: geometry.strideWidth,
    padding: geometry.padLeft,
    inputStep: inputDepth,
    outputStep: inputDepth,
    tapStep: 1,
  };
  const candidates = [
    { along: horizontal, across: vertical },
    { along: vertical, across: horizontal },
  ].filter(({ along }) => along.stride <= 2);
  const [best] = candidates.sort((a, b) => cost(a) - cost(b));
  if (best === undefined) return undefined;
  const { along, across } = best;
  const blocks = Math.ceil(along.outputs / 2);
  const pitch = along.stride * blocks + 1;
  const lines = (across.outputs - 1) * across.stride + across.kernel;
  return { ...best, blocks, pitch, lines, words: pitch * lines };
}

/** Inputs that a plane has room for; the others belong to no window. */
export function usedInputs({ inputs, padding, outputs, stride, kernel }: PlaneAxis): number {
  return Math.max(0, Math.min(inputs, (outputs - 1) * stride + kernel - padding));
}

// Instructions of a block of two lines and of one line.
function cost({ along, across }: Pick<PlaneLayout, "along" | "across">): number {
  return Math.ceil(along.outputs / 2) * (Math.floor(across.outputs / 2) * 56 + (across.outputs % 2) * 33);
}
