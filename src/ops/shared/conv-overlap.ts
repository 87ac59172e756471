// SPDX-License-Identifier: Apache-2.0
/** How far the output of a convolution kernel may reach into its input, by the order in which it reads and writes. */
import { elementBytes } from "../../ir/dtype.js";
import type { Tensor } from "../../ir/tensor.js";
import type { Bytes } from "../../util/branded.js";
import type { KernelContext } from "../definition.js";
import type { OverlapCapability } from "../node-memory.js";
import { type ConvGeometry, inputPixels, outputPixels, turned } from "./conv-geometry.js";

/** Pixels that the portable kernels work on at a time. */
const PAIR = 2;

/** A kernel holds results back in a local array; more than this would be too much for the stack of a task. */
const MAX_HELD_BYTES: Bytes = 256;

/** How a kernel goes through the pixels of a node. */
export interface PixelRule {
  readonly geometry: ConvGeometry;
  readonly output: Tensor;
  /**
   * How it writes the one or two pixels in work: "block" by block of channels, reading all inputs again for each; or
   * "channel" by channel, each reading its own input channel only (depthwise).
   */
  readonly writes: "block" | "channel";
  /** Where that would destroy inputs it can hold the outputs back until both pixels are computed. */
  readonly mayHold: boolean;
}

/**
 * Holding back makes the arena smaller by at most the pixels that it holds, for as much stack, some code and copies:
 * only the arena's sake justifies it.
 */
export function mayHold({ optimize }: KernelContext, channels: number, output: Tensor): boolean {
  const affordable = PAIR * channels * elementBytes(output.dtype) <= MAX_HELD_BYTES;
  return affordable && optimize === "ram";
}

/**
 * Distances for both directions: from the first pixel to the last with the output below the input, or from the last
 * to the first with the output above. The second is the first for an input turned by half a turn, measured from the
 * ends of the two tensors instead of their starts.
 */
export function pixelOverlap({ geometry, output, writes, mayHold }: PixelRule): OverlapCapability {
  const width = elementBytes(output.dtype);
  const forward = mayHold ? "pair" : writes;
  // Channels are written upwards in both directions, so the finer rule for channels holds in one of them only.
  const backward = mayHold ? "pair" : "block";
  return {
    input: 0,
    output: 0,
    outputBelow: width * forwardDistance(geometry, forward),
    outputAbove: width * (inputExcess(geometry) + forwardDistance(turned(geometry), backward)),
  };
}

/** Kernels that write the channels of up to two pixels block by block, from the first pixel to the last. */
export function windowOverlap(geometry: ConvGeometry, output: Tensor): readonly OverlapCapability[] {
  return [{ input: 0, output: 0, outputBelow: elementBytes(output.dtype) * forwardDistance(geometry, "block") }];
}

/** The order in which a kernel goes through its pixels where the plan has put its output. */
export interface PixelOrder {
  /** From the last pixel to the first. */
  readonly reverse: boolean;
  /**
   * What begins, in the direction of the kernel, at one of the pixels [from, to) must be held back until the pair is
   * complete. Absent when there are none.
   */
  readonly held?: { readonly from: number; readonly to: number };
}

export const FORWARD: PixelOrder = { reverse: false };

/** `distance` is offset(output) − offset(input) in bytes, undefined when the two share no memory. */
export function pixelOrder(rule: PixelRule, distance: Bytes | undefined): PixelOrder {
  if (distance === undefined) return FORWARD;
  const { geometry, writes } = rule;
  const { outputBelow = 0, outputAbove = 0 } = pixelOverlap(rule);
  const slack = { forward: -distance - outputBelow, backward: distance - outputAbove };
  const reverse = slack.forward < 0 && slack.backward > slack.forward;
  const elements = distance / elementBytes(rule.output.dtype);
  const gap = reverse ? elements - inputExcess(geometry) : -elements;
  // Moved by whole pixels, a channel meets the same channel of the input, which the pair has read already.
  const meetsItself = writes === "channel" && gap % geometry.outputDepth === 0;
  if (!rule.mayHold || meetsItself) return { reverse };
  const facing = reverse ? turned(geometry) : geometry;
  const count = outputPixels(geometry);
  const isSafe = (pixel: number): boolean => writtenAhead(facing, pixel, reverse ? "block" : writes) <= gap;
  let first = 0;
  while (first < count && isSafe(first)) first++;
  if (first === count) return { reverse };
  let last = count - 1;
  while (isSafe(last)) last--;
  return { reverse, held: reverse ? { from: count - 1 - last, to: count - first } : { from: first, to: last + 1 } };
}

/** When a kernel writes: as `PixelRule` says, or a "pair" of pixels at once. */
type Writing = PixelRule["writes"] | "pair";

// Elements by which the output must start below the input. Pairs may begin at any pixel: the edges of an image are
// computed one by one.
function forwardDistance(geometry: ConvGeometry, writes: Writing): number {
  const { outputWidth } = geometry;
  const count = outputPixels(geometry);
  const columns = turningColumns(geometry);
  let distance = writtenAhead(geometry, count - 1, writes);
  for (let row = 0; row < count; row += outputWidth) {
    for (const x of columns) {
      // The pair ahead looks at the pixel behind.
      distance = Math.max(distance, writtenAhead(geometry, row + x, writes));
      if (row + x > 0) distance = Math.max(distance, writtenAhead(geometry, row + x - 1, writes));
    }
  }
  return distance;
}

// Along a row both what is written and what is needed grow by equal steps, except where the window enters or leaves
// the input: the difference is largest at one of these columns.
function turningColumns({ outputWidth, inputWidth, strideWidth, padLeft }: ConvGeometry): readonly number[] {
  const enters = padLeft / strideWidth;
  const leaves = (inputWidth - 1 + padLeft) / strideWidth;
  const found = [0, ...[enters, leaves].flatMap((x) => [Math.floor(x), Math.ceil(x)]), outputWidth - 1];
  return [...new Set(found.map((x) => clamp(x, outputWidth - 1)))];
}

// Elements by which the writing of the pair that begins at a pixel is ahead of the first input that is still to be read.
function writtenAhead(geometry: ConvGeometry, first: number, writes: Writing): number {
  const { inputDepth, outputDepth } = geometry;
  const count = outputPixels(geometry);
  const end = Math.min(first + PAIR, count);
  switch (writes) {
    case "block":
      return end * outputDepth - neededAt(geometry, first) * inputDepth;
    case "channel":
      return (end - 1 - neededAt(geometry, first)) * outputDepth;
    case "pair":
      // Only later pixels still read; behind the last there are none, and the output may lie anywhere on the input.
      // The pair that begins one pixel earlier ends where this pixel alone would.
      return first + 1 === count
        ? -inputPixels(geometry) * inputDepth
        : (first + 1) * outputDepth - neededAt(geometry, first + 1) * inputDepth;
  }
}

/** The smallest input pixel that an output pixel or any later one reads; the number of input pixels behind the last. */
export function neededAt(geometry: ConvGeometry, pixel: number): number {
  const { outputHeight, outputWidth } = geometry;
  if (pixel >= outputPixels(geometry)) return inputPixels(geometry);
  const line = Math.floor(pixel / outputWidth);
  const y = line % outputHeight;
  const batch = (line - y) / outputHeight;
  const own = firstRead(geometry, batch, y, pixel % outputWidth);
  // Windows begin further right or further down from pixel to pixel, but for the step back to the next row.
  return y + 1 === outputHeight ? own : Math.min(own, firstRead(geometry, batch, y + 1, 0));
}

// Taps of a dilated window may leave these out; a smaller index is on the safe side.
function firstRead(geometry: ConvGeometry, batch: number, y: number, x: number): number {
  const { inputHeight, inputWidth } = geometry;
  const top = clamp(y * geometry.strideHeight - geometry.padTop, inputHeight - 1);
  const left = clamp(x * geometry.strideWidth - geometry.padLeft, inputWidth - 1);
  return (batch * inputHeight + top) * inputWidth + left;
}

function clamp(index: number, last: number): number {
  return Math.min(Math.max(0, index), last);
}

// Elements by which the input is larger than the output.
function inputExcess(geometry: ConvGeometry): number {
  return inputPixels(geometry) * geometry.inputDepth - outputPixels(geometry) * geometry.outputDepth;
}
