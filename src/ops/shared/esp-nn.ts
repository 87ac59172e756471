// SPDX-License-Identifier: Apache-2.0
/**
 * Scratch of ESP-NN's 8-bit kernels as the wrappers in Espressif's TFLM component request it: ESP-NN 1.2.3 (d45b843) and
 * esp-tflite-micro 1.4.0 (99f49e1). Chips without vector instructions have kernels that need none, except SOFTMAX.
 */
import { alignUp } from "../../util/align.js";
import type { Bytes } from "../../util/branded.js";
import type { TflmTarget } from "../tflm-memory.js";
import type { ConvGeometry } from "./conv-geometry.js";
import type { TflmScratch } from "./tflm-kernel.js";

export type EspNnChip = "esp32s3" | "esp32p4" | "other";

export function espNnChip({ cpu }: Pick<TflmTarget, "cpu">): EspNnChip {
  return cpu === "esp32s3" || cpu === "esp32p4" ? cpu : "other";
}

/** A request of so many bytes, or none for 0: the wrappers ask only for what the kernels need. */
export function espNnScratch(size: Bytes): readonly TflmScratch[] {
  return size > 0 ? [{ label: "ESP-NN", size }] : [];
}

/** Vectors have 16 bytes; rows of a filter are padded to whole ones. */
const VECTOR: Bytes = 16;

/** esp_nn_get_conv_scratch_size; dilation and groups are not looked at. */
export function espNnConvolutionBytes(geometry: ConvGeometry, chip: EspNnChip): Bytes {
  if (chip === "other") return 0;
  const { kernelHeight, kernelWidth, padTop, padLeft, strideHeight, strideWidth } = geometry;
  const isPointwise =
    [kernelHeight, kernelWidth, strideHeight, strideWidth].every((one) => one === 1) && padTop === 0 && padLeft === 0;
  const of =
    chip === "esp32s3" ? { pointwise: pointwiseS3, window: windowS3 } : { pointwise: pointwiseP4, window: windowP4 };
  return isPointwise ? of.pointwise(geometry) : of.window(geometry);
}

// The filter with channels padded to 8, eight transposed pixels of 16 bits, the input where its channels need padding.
function pointwise({ inputHeight, inputWidth, inputDepth, outputDepth }: ConvGeometry): Bytes {
  const channels = alignUp(inputDepth, 8);
  const pixels = inputHeight * inputWidth;
  return (
    (channels === inputDepth ? 0 : pixels * channels) + channels * outputDepth + (pixels < 8 ? 0 : 2 * 8 * channels)
  );
}

const MARGIN_S3: Bytes = 64;
const MARGIN_P4: Bytes = 32;

function pointwiseS3(geometry: ConvGeometry): Bytes {
  return pointwise(geometry) + MARGIN_S3;
}

function pointwiseP4(geometry: ConvGeometry): Bytes {
  const { inputDepth, outputDepth } = geometry;
  // Sums of the filters, filters of one vector each, one pixel.
  if (inputDepth < VECTOR) return (4 + VECTOR) * outputDepth + 32 + MARGIN_P4;
  return pointwise(geometry) + MARGIN_P4;
}

/** How far the last windows reach over the input if all of them had their whole stride. */
function overhang(output: number, stride: number, kernel: number, input: number): number {
  return Math.max(0, output * stride + kernel - 1 - input);
}

function windowS3(geometry: ConvGeometry): Bytes {
  const { inputHeight, inputWidth, inputDepth, outputHeight, outputWidth, outputDepth } = geometry;
  const { kernelHeight, kernelWidth, padTop, padLeft, strideHeight, strideWidth } = geometry;
  const row = kernelWidth * inputDepth;
  const window = row * kernelHeight;
  if (row < VECTOR && window >= VECTOR) {
    const aligned = alignUp(window, VECTOR);
    return outputDepth * (4 + aligned) + aligned + 2 * VECTOR + MARGIN_S3;
  }
  const padded =
    padTop === 0 && padLeft === 0 ? 0 : (inputWidth + 2 * padLeft) * (inputHeight + 2 * padTop) * inputDepth;
  const right = overhang(outputWidth, strideWidth, kernelWidth, inputWidth);
  const bottom = overhang(outputHeight, strideHeight, kernelHeight, inputHeight);
  const extended = right === 0 && bottom === 0 ? 0 : (inputWidth + right) * (inputHeight + bottom) * inputDepth;
  const filters = kernelHeight * outputDepth * (kernelWidth * alignUp(inputDepth, VECTOR) + alignUp(row, VECTOR));
  return padded + filters + extended + 4 * outputDepth + MARGIN_S3;
}

/** What the P4's kernel tries to stay within. */
const L1_BUDGET_P4: Bytes = 32_768;

function windowP4(geometry: ConvGeometry): Bytes {
  const { inputHeight, inputWidth, inputDepth, outputHeight, outputDepth } = geometry;
  const { kernelHeight, kernelWidth, padTop, padLeft, strideHeight } = geometry;
  const sums = 4 * outputDepth;
  const fixed = sums + MARGIN_P4;
  const taps = kernelHeight * kernelWidth;
  const alignedFilter = taps * alignUp(inputDepth, VECTOR) * outputDepth;
  const isPadded = padTop !== 0 || padLeft !== 0;
  const row = kernelWidth * inputDepth;
  if (!isPadded && row >= VECTOR) return alignedFilter + fixed;
  if (taps * inputDepth >= VECTOR) return taps * inputDepth + fixed;
  // Less than a vector in the whole window: channels are added until a row of the filter fills one.
  const depth = row < VECTOR ? alignUp(Math.ceil(VECTOR / kernelWidth), VECTOR) : inputDepth;
  const filter = row < VECTOR ? taps * depth * outputDepth : 0;
  if (!isPadded) return filter + inputWidth * inputHeight * depth + fixed;
  const width = inputWidth + 2 * padLeft;
  const whole = width * (inputHeight + 2 * padTop) * inputDepth;
  if (whole + sums <= L1_BUDGET_P4) return whole + alignedFilter + fixed;
  const rowBytes = width * depth;
  const left = L1_BUDGET_P4 - sums - filter - kernelHeight * rowBytes;
  const rows = left >= 0 ? Math.min(Math.floor(left / (strideHeight * rowBytes)) + 1, outputHeight) : 1;
  return ((rows - 1) * strideHeight + kernelHeight + 2 * padTop) * rowBytes + filter + fixed;
}

/** Larger inputs are worked on in strips of as many rows as the filter has. */
const WHOLE_INPUT_3X3: Bytes = 40 * 1024;
const WHOLE_INPUT_OTHER: Bytes = 48 * 1024;

/** esp_nn_get_depthwise_conv_scratch_size; `multiplier` is the one that the options of the file name. */
export function espNnDepthwiseBytes(geometry: ConvGeometry, multiplier: number, chip: EspNnChip): Bytes {
  if (chip !== "esp32s3") return 0;
  const { inputHeight, inputWidth, inputDepth, kernelHeight, kernelWidth } = geometry;
  const filter = kernelHeight * kernelWidth * inputDepth * multiplier;
  const input = inputHeight * inputWidth * inputDepth;
  if (multiplier === 1 && inputDepth % 8 === 0) {
    if (kernelHeight === 3 && kernelWidth === 3) return depthwise3x3(geometry, filter);
    const whole = 2 * (filter + input);
    return (whole <= WHOLE_INPUT_OTHER ? whole : 2 * filter + 2 * inputWidth * kernelHeight * inputDepth) + 32;
  }
  if (multiplier === 1 && inputDepth > 3) return depthwisePaddedChannels(geometry);
  return (multiplier % 4 === 0 ? 2 * (filter + input) : 0) + 32;
}

function depthwise3x3(geometry: ConvGeometry, filter: Bytes): Bytes {
  const { inputHeight, inputWidth, inputDepth, outputHeight, outputWidth, padTop, padLeft } = geometry;
  const beyond = (output: number, stride: number, input: number): number => output * stride + 2 - input;
  const right = beyond(outputWidth, geometry.strideWidth, inputWidth);
  const bottom = beyond(outputHeight, geometry.strideHeight, inputHeight);
  if (inputDepth % VECTOR === 0) {
    const isPadded = padTop !== 0 || padLeft !== 0;
    const [more, higher] = isPadded ? [2 * padLeft, 2 * padTop] : [right, bottom];
    if (more === 0 && higher === 0) return filter + 16;
    const whole = (inputWidth + more) * (inputHeight + higher) * inputDepth;
    return filter + (whole <= WHOLE_INPUT_3X3 ? whole : (inputWidth + more) * 3 * inputDepth) + 16;
  }
  if (inputDepth < 12) return 2 * (filter + inputHeight * inputWidth * inputDepth) + 32;
  const depth = alignUp(inputDepth, VECTOR);
  const width = inputWidth + 2 * padLeft + Math.max(0, right);
  const height = inputHeight + 2 * padTop + Math.max(0, bottom);
  return (9 + width * height + outputWidth * outputHeight) * depth + 64;
}

// Filter and input of 16 bits with padded channels, output, then bias, shifts and factors, each at a whole vector.
function depthwisePaddedChannels(geometry: ConvGeometry): Bytes {
  const { inputHeight, inputWidth, inputDepth, outputHeight, outputWidth, kernelHeight, kernelWidth } = geometry;
  const depth = alignUp(inputDepth, 8);
  const parts = [2 * kernelHeight * kernelWidth, 2 * inputHeight * inputWidth, outputHeight * outputWidth];
  return parts.reduce((end, size) => alignUp(end + size * depth, VECTOR), 0) + 3 * 4 * depth + 16;
}

/**
 * Four bytes for each element of a row; the wrapper takes dimension 1 for the row, whatever the rank. A tensor of one
 * dimension has none: the request is then for what lies behind its dimensions, which nobody can foresee.
 */
export function espNnSoftmaxBytes(shape: readonly number[]): Bytes {
  return 4 * (shape[1] ?? 0);
}
