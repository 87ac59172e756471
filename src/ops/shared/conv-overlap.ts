// SPDX-License-Identifier: Apache-2.0
/** How far the output of the portable convolution kernels may reach into their input. */
import { elementBytes } from "../../ir/dtype.js";
import type { Tensor } from "../../ir/tensor.js";
import type { OverlapCapability } from "../definition.js";
import type { ConvGeometry } from "./conv-geometry.js";

/** Pixels that a kernel works on at a time. */
const PAIR = 2;

/**
 * Kernels that write the channels of up to two pixels block by block while both are still read: everything written
 * up to the end of the pair must lie below the first input that the pair, or any later pixel, reads.
 */
export function windowOverlap(geometry: ConvGeometry, output: Tensor): readonly OverlapCapability[] {
  const width = elementBytes(output.dtype);
  const needed = neededFrom(geometry);
  const pixels = geometry.outputHeight * geometry.outputWidth * geometry.batches;
  let distance = -Infinity;
  for (let pixel = 0; pixel < pixels; pixel++) {
    const end = Math.min(pixel + PAIR, pixels);
    distance = Math.max(distance, end * geometry.outputDepth - (needed[pixel] ?? 0) * geometry.inputDepth);
  }
  return [{ input: 0, output: 0, outputBelow: distance * width }];
}

/**
 * Kernels that go through the channels of up to two pixels one by one and read one input channel only for each:
 * channel c is written when the channels up to c of the pair's inputs are done with, so the pixel distance decides.
 */
export function depthwiseOverlap(geometry: ConvGeometry, output: Tensor): readonly OverlapCapability[] {
  const width = elementBytes(output.dtype);
  const needed = neededFrom(geometry);
  const pixels = geometry.outputHeight * geometry.outputWidth * geometry.batches;
  let distance = -Infinity;
  for (let pixel = 0; pixel < pixels; pixel++) {
    const last = Math.min(pixel + PAIR, pixels) - 1;
    distance = Math.max(distance, last - (needed[pixel] ?? 0));
  }
  return [{ input: 0, output: 0, outputBelow: distance * geometry.outputDepth * width }];
}

// For every output pixel, the smallest input pixel that it or any later one reads.
function neededFrom(geometry: ConvGeometry): Int32Array {
  const { batches, outputHeight, outputWidth, inputHeight, inputWidth } = geometry;
  const plane = outputHeight * outputWidth;
  const needed = new Int32Array(batches * plane);
  let smallest = batches * inputHeight * inputWidth;
  for (let pixel = needed.length - 1; pixel >= 0; pixel--) {
    const batch = Math.floor(pixel / plane);
    const y = Math.floor((pixel % plane) / outputWidth);
    const x = pixel % outputWidth;
    // Taps of a dilated window may leave these out; a smaller index is on the safe side.
    const top = Math.max(0, y * geometry.strideHeight - geometry.padTop);
    const left = Math.max(0, x * geometry.strideWidth - geometry.padLeft);
    smallest = Math.min(smallest, (batch * inputHeight + top) * inputWidth + left);
    needed[pixel] = smallest;
  }
  return needed;
}
