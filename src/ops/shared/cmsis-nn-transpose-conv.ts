// SPDX-License-Identifier: Apache-2.0
/** Scratch of CMSIS-NN's transposed 8-bit convolution (arm_transpose_conv_get_buffer_sizes_s8.c), as TFLM requests it. */
import { alignUp } from "../../util/align.js";
import type { Bytes } from "../../util/branded.js";
import type { CmsisNnLevel } from "./cmsis-nn.js";
import type { TflmScratch } from "./tflm-kernel.js";

export interface TransposeConvShape {
  readonly inputWidth: number;
  readonly inputDepth: number;
  readonly kernelHeight: number;
  readonly kernelWidth: number;
  readonly strideHeight: number;
  readonly strideWidth: number;
  readonly outputDepth: number;
}

/** With more input channels and strides up to 2 the kernel turns into a convolution of a spread-out input. */
const REVERSED_ABOVE_DEPTH = 16;
const REVERSED_UP_TO_STRIDE = 2;

/** Both requests are made in any case; the one for the turned filter may be of no bytes. */
export function transposeConvScratch(shape: TransposeConvShape, level: CmsisNnLevel): readonly TflmScratch[] {
  const { inputDepth, kernelHeight, kernelWidth, strideHeight, strideWidth, outputDepth } = shape;
  const columns = kernelHeight * kernelWidth * inputDepth;
  const reversed =
    strideWidth <= REVERSED_UP_TO_STRIDE && strideHeight <= REVERSED_UP_TO_STRIDE && inputDepth > REVERSED_ABOVE_DEPTH;
  const [work, filter] = reversed ? [im2colBytes(columns, level), columns * outputDepth] : [rowsOfSums(shape), 0];
  return [
    { label: "CMSIS-NN", size: work },
    { label: "turned filter", size: filter },
  ];
}

/** arm_convolve_s8_get_buffer_size: pairs of 16-bit columns, or four 8-bit ones of whole vectors. */
function im2colBytes(columns: number, level: CmsisNnLevel): Bytes {
  return level === "mve" ? 4 * alignUp(columns, 16) : 2 * 2 * alignUp(columns, 4);
}

// The library compares the filter's width with the vertical stride; it is what it asks for.
function rowsOfSums(shape: TransposeConvShape): Bytes {
  const { inputWidth, kernelHeight, kernelWidth, strideHeight, strideWidth, outputDepth } = shape;
  const row = ((inputWidth - 1) * strideWidth + Math.max(kernelWidth, strideHeight)) * outputDepth;
  return 4 * row * Math.max(kernelHeight, strideHeight);
}
