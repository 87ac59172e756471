// SPDX-License-Identifier: Apache-2.0
/** How far the output of kernels that expand a block of pixels first may reach into their input. */
import type { OverlapCapability } from "../node-memory.js";
import type { ConvGeometry } from "./conv-geometry.js";
import { neededAt } from "./conv-overlap.js";

/**
 * Kernels that read all inputs of up to `size` pixels before they store the first of their outputs: what is stored up
 * to the end of a block must lie below the first input that a later pixel reads. Elements are bytes.
 */
export function blockOverlap(geometry: ConvGeometry, size: number): readonly OverlapCapability[] {
  const { batches, outputHeight, outputWidth, inputDepth, outputDepth } = geometry;
  const plane = outputHeight * outputWidth;
  // A node without later pixels may lie anywhere below the end of its input.
  let distance = plane * batches * outputDepth - geometry.inputHeight * geometry.inputWidth * inputDepth * batches;
  for (let image = 0; image < batches; image++) {
    for (let pixel = 0; pixel < plane; pixel += size) {
      const end = image * plane + Math.min(pixel + size, plane);
      distance = Math.max(distance, end * outputDepth - neededAt(geometry, end) * inputDepth);
    }
  }
  return [{ input: 0, output: 0, outputBelow: distance }];
}
