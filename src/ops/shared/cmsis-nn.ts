// SPDX-License-Identifier: Apache-2.0
/** Scratch of CMSIS-NN's kernels by instruction set (arm_*_get_buffer_sizes_*.c), as TFLM's wrappers request it. */
import type { DType } from "../../ir/dtype.js";
import { alignUp } from "../../util/align.js";
import type { Bytes } from "../../util/branded.js";
import type { TflmTarget } from "../tflm-memory.js";
import type { ConvGeometry } from "./conv-geometry.js";
import type { TflmScratch } from "./tflm-kernel.js";

/** The library picks its code for a whole build: MVE where there is one, else DSP, else plain C. */
export type CmsisNnLevel = "mve" | "dsp" | "plain";

export function cmsisNnLevel({ isa }: Pick<TflmTarget, "isa">): CmsisNnLevel {
  if (isa.includes("arm-mve")) return "mve";
  return isa.includes("arm-dsp") ? "dsp" : "plain";
}

export function isCmsisNn({ kernels }: TflmTarget): boolean {
  return kernels === "cmsis-nn";
}

/** A request of so many bytes, or none for 0: the kernels ask only for what they need. */
export function cmsisNnScratch(size: Bytes): readonly TflmScratch[] {
  return size > 0 ? [{ label: "CMSIS-NN", size }] : [];
}

/** Filters, strides and paddings of a convolution, with the depth of a filter, which groups make smaller. */
export interface CmsisNnConvolution {
  readonly geometry: ConvGeometry;
  readonly filterDepth: number;
  readonly dtype: DType;
}

/** arm_convolve_wrapper_s8_get_buffer_size and arm_convolve_wrapper_s16_get_buffer_size. */
export function convolutionBytes({ geometry, filterDepth, dtype }: CmsisNnConvolution, level: CmsisNnLevel): Bytes {
  const { inputDepth, kernelHeight, kernelWidth } = geometry;
  const columns = kernelHeight * kernelWidth * inputDepth;
  if (dtype === "int16") return level === "mve" ? 4 * 2 * alignUp(columns, 8) : 2 * 2 * columns;
  const whole = inputDepth === filterDepth;
  const dilated = geometry.dilationHeight !== 1 || geometry.dilationWidth !== 1;
  const padded = geometry.padTop !== 0 || geometry.padLeft !== 0;
  if (whole && !dilated && !padded && kernelHeight === 1 && kernelWidth === 1) return 0;
  const isRow =
    whole &&
    geometry.inputHeight === 1 &&
    kernelHeight === 1 &&
    geometry.dilationWidth === 1 &&
    (geometry.strideWidth * inputDepth) % 4 === 0;
  if (level !== "mve") return 2 * 2 * alignUp(columns, 4);
  return (isRow ? rowBytes(geometry) : undefined) ?? 4 * alignUp(columns, 16);
}

// arm_convolve_1_x_n_s8_get_buffer_size_mve: copies of the row's ends with their padding, where the row is long enough.
function rowBytes(geometry: ConvGeometry): Bytes | undefined {
  const { inputDepth, inputWidth, kernelWidth, outputWidth, padLeft, strideWidth } = geometry;
  const total = (outputWidth - 1) * strideWidth + kernelWidth - inputWidth;
  const uneven = total % 2;
  const steps = (padding: number): number => Math.max(1, Math.trunc((padding + strideWidth - 1) / strideWidth));
  const right = padLeft + uneven === 0 ? 0 : steps(padLeft + uneven);
  const left = padLeft === 0 ? 0 : steps(padLeft);
  const middle = Math.max(outputWidth - (right + left), 0);
  if (right + middle + left !== outputWidth) return undefined;
  const paddingLeft = padLeft * inputDepth;
  const paddingRight = uneven === 0 ? paddingLeft : right * inputDepth;
  const window = kernelWidth * inputDepth;
  return Math.max(window + paddingLeft, window - inputDepth + paddingRight);
}

/** Channels that the MVE kernel of a depthwise convolution works on at a time. */
const MVE_CHANNELS = 124;
/** More outputs than this of a single input channel become an ordinary convolution there, except with armclang (8). */
const MVE_CONVERTED_FROM = 1;

/** arm_depthwise_conv_wrapper_s8_get_buffer_size. */
export function depthwiseBytes(geometry: ConvGeometry, level: CmsisNnLevel): Bytes {
  const { batches, inputDepth, outputDepth, kernelHeight, kernelWidth, padTop, padLeft } = geometry;
  const taps = kernelHeight * kernelWidth;
  if (level === "mve" && inputDepth === 1 && outputDepth > MVE_CONVERTED_FROM) {
    return convolutionBytes({ geometry, filterDepth: 1, dtype: "int8" }, level) + outputDepth * taps;
  }
  const dilated = geometry.dilationHeight !== 1 || geometry.dilationWidth !== 1;
  if (inputDepth !== outputDepth || batches !== 1 || dilated || level === "plain") return 0;
  if (level === "mve") return 4 * MVE_CHANNELS * taps;
  const isSmall = kernelHeight === 3 && kernelWidth === 3 && padTop <= 1 && padLeft <= 1;
  return isSmall ? 0 : 2 * inputDepth * taps;
}
