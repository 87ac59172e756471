// SPDX-License-Identifier: Apache-2.0
/** Reference convolution, grouped and dilated, bit-exact with TFLM; depthwise and fully connected are cases of it. */
import { clamp, multiplyByQuantizedMultiplier, multiplyByQuantizedMultiplier64 } from "../../quant/fixed-point.js";
import { type ConvGeometry, groupDepth } from "./conv-geometry.js";
import type { ConvQuantization } from "./conv-quantization.js";
import { effectiveKernel } from "./padding.js";

/** Integer elements of at most 32 bits. */
export type IntegerElements = Int8Array | Int16Array | Int32Array;

export interface ConvolveOptions {
  readonly geometry: ConvGeometry;
  readonly quantization: ConvQuantization;
  /** NHWC. */
  readonly input: IntegerElements;
  /** Output channel first, then height, width and the channels of one group. */
  readonly filter: IntegerElements;
  /** One value per output channel, or undefined for none. */
  readonly bias: Int32Array | BigInt64Array | undefined;
  /** TFLM accumulates int16 activations in 64 bits unless the bias is int32; 32-bit sums wrap. */
  readonly accumulator: "int32" | "int64";
  /** NHWC, written. */
  readonly output: IntegerElements;
}

/**
 * Runs the convolution (reference_integer_ops::ConvPerChannel and its kin). Padding contributes nothing, so the input
 * is laid into a plane of zeros with its zero point taken off, and the loops need no bounds.
 */
export function convolve(options: ConvolveOptions): void {
  const { geometry, input, quantization } = options;
  const plane = new Int32Array(planeHeight(geometry) * planeWidth(geometry) * geometry.inputDepth);
  const inputPlane = geometry.inputHeight * geometry.inputWidth * geometry.inputDepth;
  const outputPlane = geometry.outputHeight * geometry.outputWidth * geometry.outputDepth;
  for (let batch = 0; batch < geometry.batches; batch++) {
    layOut(plane, input.subarray(batch * inputPlane, (batch + 1) * inputPlane), geometry, quantization.inputZeroPoint);
    const output = options.output.subarray(batch * outputPlane, (batch + 1) * outputPlane);
    if (options.accumulator === "int32") convolvePlane32({ ...options, plane, output });
    else convolvePlane64({ ...options, plane, output });
  }
}

interface PlaneOptions extends ConvolveOptions {
  readonly plane: Int32Array;
}

function planeHeight(geometry: ConvGeometry): number {
  const { outputHeight, strideHeight, kernelHeight, dilationHeight } = geometry;
  return (outputHeight - 1) * strideHeight + effectiveKernel({ kernel: kernelHeight, dilation: dilationHeight });
}

function planeWidth(geometry: ConvGeometry): number {
  const { outputWidth, strideWidth, kernelWidth, dilationWidth } = geometry;
  return (outputWidth - 1) * strideWidth + effectiveKernel({ kernel: kernelWidth, dilation: dilationWidth });
}

// Copies the part of the input that any window sees, minus the zero point; the margins stay zero.
function layOut(plane: Int32Array, input: IntegerElements, geometry: ConvGeometry, zeroPoint: number): void {
  const { inputHeight, inputWidth, inputDepth, padTop, padLeft } = geometry;
  const width = planeWidth(geometry);
  const rows = Math.min(inputHeight, planeHeight(geometry) - padTop);
  const run = Math.min(inputWidth, width - padLeft) * inputDepth;
  for (let y = 0; y < rows; y++) {
    const target = ((y + padTop) * width + padLeft) * inputDepth;
    const source = y * inputWidth * inputDepth;
    for (let i = 0; i < run; i++) plane[target + i] = (input[source + i] as number) - zeroPoint;
  }
}

function convolvePlane32(options: PlaneOptions): void {
  const { geometry, plane, filter, output, quantization } = options;
  const bias = options.bias as Int32Array | undefined;
  const { outputHeight, outputWidth, outputDepth, kernelHeight, kernelWidth, inputDepth, groups } = geometry;
  const { min, max, outputZeroPoint } = quantization;
  const depth = groupDepth(geometry);
  const perGroup = outputDepth / groups;
  const rowStep = planeWidth(geometry) * inputDepth * geometry.dilationHeight;
  // Neighbouring taps are adjacent in memory unless the window is dilated or the channels are grouped.
  const dense = geometry.dilationWidth === 1 && groups === 1;
  const columns = dense ? 1 : kernelWidth;
  const run = dense ? kernelWidth * depth : depth;
  const columnStep = inputDepth * geometry.dilationWidth;
  let at = 0;
  for (let y = 0; y < outputHeight; y++) {
    for (let x = 0; x < outputWidth; x++) {
      const origin = (y * geometry.strideHeight * planeWidth(geometry) + x * geometry.strideWidth) * inputDepth;
      let weight = 0;
      for (let channel = 0; channel < outputDepth; channel++) {
        const group = groups === 1 ? 0 : Math.floor(channel / perGroup) * depth;
        let sum = bias === undefined ? 0 : (bias[channel] as number);
        for (let ky = 0; ky < kernelHeight; ky++) {
          for (let kx = 0; kx < columns; kx++) {
            const start = origin + ky * rowStep + kx * columnStep + group;
            for (let i = start; i < start + run; i++) {
              sum = (sum + Math.imul(plane[i] as number, filter[weight++] as number)) | 0;
            }
          }
        }
        const { multiplier, shift } = quantization.multipliers[channel] as { multiplier: number; shift: number };
        const scaled = multiplyByQuantizedMultiplier(sum, multiplier, shift) + outputZeroPoint;
        output[at++] = clamp(scaled, min, max);
      }
    }
  }
}

// The same with sums as doubles, which hold every sum of int16 · int8 products exactly.
function convolvePlane64(options: PlaneOptions): void {
  const { geometry, plane, filter, output, quantization } = options;
  const { outputHeight, outputWidth, outputDepth, kernelHeight, kernelWidth, inputDepth, groups } = geometry;
  const { min, max, outputZeroPoint } = quantization;
  const bias = Array.from(options.bias ?? [], Number);
  const depth = groupDepth(geometry);
  const perGroup = outputDepth / groups;
  const width = planeWidth(geometry);
  let at = 0;
  for (let y = 0; y < outputHeight; y++) {
    for (let x = 0; x < outputWidth; x++) {
      const origin = (y * geometry.strideHeight * width + x * geometry.strideWidth) * inputDepth;
      let weight = 0;
      for (let channel = 0; channel < outputDepth; channel++) {
        const group = Math.floor(channel / perGroup) * depth;
        let sum = bias[channel] ?? 0;
        for (let ky = 0; ky < kernelHeight; ky++) {
          for (let kx = 0; kx < kernelWidth; kx++) {
            const start =
              origin + (ky * geometry.dilationHeight * width + kx * geometry.dilationWidth) * inputDepth + group;
            for (let i = start; i < start + depth; i++) sum += (plane[i] as number) * (filter[weight++] as number);
          }
        }
        const { multiplier, shift } = quantization.multipliers[channel] as { multiplier: number; shift: number };
        const scaled = multiplyByQuantizedMultiplier64(sum, multiplier, shift) + outputZeroPoint;
        output[at++] = clamp(scaled, min, max);
      }
    }
  }
}
