// SPDX-License-Identifier: Apache-2.0
/** How far the outputs of TFLM's reference kernels may reach into their inputs, by the order of their loops. */
import { elementBytes } from "../../ir/dtype.js";
import type { NodeView } from "../../ir/graph.js";
import { elementCount, sameShape } from "../../ir/shape.js";
import type { Tensor } from "../../ir/tensor.js";
import type { OverlapCapability } from "../node-memory.js";
import type { TflmTarget } from "../tflm-memory.js";
import type { ConvGeometry } from "./conv-geometry.js";
import { inputTensor, outputTensor } from "./operands.js";
import { elementwiseOverlap } from "./overlap.js";
import { paddings } from "./pad-layout.js";
import type { PoolGeometry } from "./pool-geometry.js";

/** Windows over the pixels of an image. */
export interface WindowSweep {
  readonly batches: number;
  readonly inputDepth: number;
  readonly outputDepth: number;
  readonly vertical: SweepAxis;
  readonly horizontal: SweepAxis;
}

export interface SweepAxis {
  readonly input: number;
  readonly output: number;
  readonly stride: number;
  /** Padding before the first element. */
  readonly pad: number;
}

export function convSweep(geometry: ConvGeometry): WindowSweep {
  return {
    batches: geometry.batches,
    inputDepth: geometry.inputDepth,
    outputDepth: geometry.outputDepth,
    vertical: {
      input: geometry.inputHeight,
      output: geometry.outputHeight,
      stride: geometry.strideHeight,
      pad: geometry.padTop,
    },
    horizontal: {
      input: geometry.inputWidth,
      output: geometry.outputWidth,
      stride: geometry.strideWidth,
      pad: geometry.padLeft,
    },
  };
}

export function poolSweep({ batches, channels, vertical, horizontal }: PoolGeometry): WindowSweep {
  return { batches, inputDepth: channels, outputDepth: channels, vertical, horizontal };
}

/**
 * reference_integer_ops::ConvPerChannel writes channel by channel and reads the whole window for each: until the last
 * channel of a pixel everything from the window's first pixel on is still needed. In elements, output below input.
 */
export function convDistance(sweep: WindowSweep): number {
  const { inputDepth, outputDepth } = sweep;
  const needed = neededFrom(sweep);
  let distance = -Infinity;
  for (let pixel = 0; pixel + 1 < needed.length; pixel++) {
    const here = (needed[pixel] ?? 0) * inputDepth;
    const next = (needed[pixel + 1] ?? 0) * inputDepth;
    if (outputDepth > 1) distance = Math.max(distance, (pixel + 1) * outputDepth - 1 - here);
    distance = Math.max(distance, (pixel + 1) * outputDepth - next);
  }
  return distance;
}

/**
 * DepthwiseConvPerChannel and the pooling kernels read only channel c of the window for the outputs that they make of
 * it, before they go on to channel c + 1: `outputDepth / inputDepth` outputs for each input channel.
 */
export function channelDistance(sweep: WindowSweep): number {
  const { inputDepth, outputDepth } = sweep;
  const needed = neededFrom(sweep);
  // With several outputs a channel, the last but one of the last channel is furthest ahead of the channel it reads.
  const ahead = outputDepth === inputDepth ? 0 : outputDepth - inputDepth;
  let distance = -Infinity;
  for (let pixel = 0; pixel + 1 < needed.length; pixel++) {
    const here = (needed[pixel] ?? 0) * inputDepth;
    const next = (needed[pixel + 1] ?? 0) * inputDepth;
    if (outputDepth > 1) distance = Math.max(distance, pixel * outputDepth + ahead - here);
    distance = Math.max(distance, (pixel + 1) * outputDepth - next);
  }
  return distance;
}

/** The overlap of input 0 and output 0 at so many elements, for TFLM's own kernels only. */
export function referenceOverlap(
  distance: (sweep: WindowSweep) => number,
  sweep: WindowSweep,
  output: Tensor,
  { kernels }: TflmTarget,
): readonly OverlapCapability[] {
  if (kernels !== "reference") return [];
  return [{ input: 0, output: 0, outputBelow: distance(sweep) * elementBytes(output.dtype) }];
}

/**
 * reference_ops::Pad goes through the output once and copies the next input element wherever it meets none of the
 * padding. The further it gets, the more the output is ahead; before the last input element it is so by all padding
 * that lies before that element.
 */
export function padOverlap(view: NodeView): readonly OverlapCapability[] {
  const [input, output] = [inputTensor(view, 0), outputTensor(view)];
  const before = paddings(view);
  if (before === undefined || elementBytes(input.dtype) !== 1) return [];
  const last = input.shape.reduce((index, extent, axis) => {
    return index * (output.shape[axis] ?? 1) + (before[axis]?.[0] ?? 0) + extent - 1;
  }, 0);
  return [{ input: 0, output: 0, outputBelow: last - (elementCount(input.shape) - 1) }];
}

/** Kernels that read element i of input 0 right before they write element i of the output. */
export function unaryOverlap(view: NodeView): readonly OverlapCapability[] {
  return elementwiseOverlap(inputTensor(view, 0), outputTensor(view));
}

/** The same for both inputs of a kernel that takes its plain loop when all shapes are equal. */
export function binaryOverlap(view: NodeView): readonly OverlapCapability[] {
  const output = outputTensor(view);
  const inputs = [inputTensor(view, 0), inputTensor(view, 1)];
  if (!inputs.every(({ shape }) => sameShape(shape, output.shape))) return [];
  return inputs.flatMap((input, index) => elementwiseOverlap(input, output, index));
}

/** The same, where other libraries have kernels of their own. */
export function onReferenceKernels(
  overlap: (view: NodeView) => readonly OverlapCapability[],
): (view: NodeView, target: TflmTarget) => readonly OverlapCapability[] {
  return (view, { kernels }) => (kernels === "reference" ? overlap(view) : []);
}

/** For every output pixel, the smallest input pixel that it or any later one reads; behind the last one, all are free. */
export function neededFrom({ batches, vertical, horizontal }: WindowSweep): Int32Array {
  const pixels = batches * vertical.output * horizontal.output;
  const needed = new Int32Array(pixels + 1).fill(batches * vertical.input * horizontal.input);
  for (let pixel = pixels - 1; pixel >= 0; pixel--) {
    const x = pixel % horizontal.output;
    const row = Math.floor(pixel / horizontal.output);
    const y = row % vertical.output;
    const batch = Math.floor(row / vertical.output);
    // A dilated window may have its first tap inside the image further on; a smaller index is on the safe side.
    const top = Math.max(0, y * vertical.stride - vertical.pad);
    const left = Math.max(0, x * horizontal.stride - horizontal.pad);
    const first = (batch * vertical.input + top) * horizontal.input + left;
    needed[pixel] = Math.min(needed[pixel + 1] ?? 0, first);
  }
  return needed;
}
