// SPDX-License-Identifier: Apache-2.0
/** Bounds of a convolution's outputs per channel, from bounds of its inputs per channel. */
import { type ConvGeometry, groupDepth } from "../../ops/shared/conv-geometry.js";
import type { Convolution } from "../../ops/shared/convolution.js";
import { clamp, INT32_MAX, INT32_MIN, multiplyByQuantizedMultiplier } from "../../quant/fixed-point.js";
import type { ChannelRanges } from "./channel-ranges.js";

/** Where a row or column of the kernel lies over all positions of the window. */
type Reach = "inside" | "outside" | "both";

/**
 * Sums of products at their extremes, rescaled and clamped as the kernel does. Padding counts as the zero point, that
 * is as a product of 0, where a tap can lie outside. A sum that might wrap has no bounds but the clamp.
 * `input` repeats where a dense layer flattens its input.
 */
export function convolutionRanges(convolution: Convolution, input: ChannelRanges): ChannelRanges {
  const { geometry, quantization, filter, bias } = convolution;
  const { outputDepth, kernelHeight, kernelWidth, groups } = geometry;
  const { inputZeroPoint, outputZeroPoint, min, max } = quantization;
  const depth = groupDepth(geometry);
  const perGroup = outputDepth / groups;
  const below = input.low.map((value) => value - inputZeroPoint);
  const above = input.high.map((value) => value - inputZeroPoint);
  const farthest = below.map((value, c) => Math.max(Math.abs(value), Math.abs(above[c] ?? 0)));
  const reaches = tapReaches(geometry);
  const low = new Int32Array(outputDepth);
  const high = new Int32Array(outputDepth);
  let weight = 0;
  for (let channel = 0; channel < outputDepth; channel++) {
    const first = Math.floor(channel / perGroup) * depth;
    let least = Number(bias?.[channel] ?? 0);
    let largest = least;
    // Any partial sum may be the one that wraps; the magnitudes bound them all.
    let magnitude = Math.abs(least);
    for (let tap = 0; tap < kernelHeight * kernelWidth; tap++) {
      const reach = reaches[tap] ?? "both";
      if (reach === "outside") {
        weight += depth;
        continue;
      }
      for (let i = 0, c = first % below.length; i < depth; i++, c++) {
        if (c === below.length) c = 0;
        const w = filter[weight++] as number;
        let smaller = w * ((w < 0 ? above[c] : below[c]) as number);
        let larger = w * ((w < 0 ? below[c] : above[c]) as number);
        if (reach === "both") {
          if (smaller > 0) smaller = 0;
          if (larger < 0) larger = 0;
        }
        least += smaller;
        largest += larger;
        magnitude += (w < 0 ? -w : w) * (farthest[c] as number);
      }
    }
    const { multiplier = 0, shift = 0 } = quantization.multipliers[channel] ?? {};
    const bounded = magnitude * 2 ** Math.max(shift, 0) <= INT32_MAX && least >= INT32_MIN;
    const rescaled = (sum: number): number =>
      clamp(multiplyByQuantizedMultiplier(sum, multiplier, shift) + outputZeroPoint, min, max);
    low[channel] = bounded ? rescaled(least) : min;
    high[channel] = bounded ? rescaled(largest) : max;
  }
  return { low, high };
}

/** Row-major by tap of the kernel. */
function tapReaches(geometry: ConvGeometry): readonly Reach[] {
  const rows = axisReaches({
    kernel: geometry.kernelHeight,
    dilation: geometry.dilationHeight,
    stride: geometry.strideHeight,
    padding: geometry.padTop,
    input: geometry.inputHeight,
    output: geometry.outputHeight,
  });
  const columns = axisReaches({
    kernel: geometry.kernelWidth,
    dilation: geometry.dilationWidth,
    stride: geometry.strideWidth,
    padding: geometry.padLeft,
    input: geometry.inputWidth,
    output: geometry.outputWidth,
  });
  return rows.flatMap((row) =>
    columns.map((column): Reach => {
      if (row === "outside" || column === "outside") return "outside";
      return row === "inside" && column === "inside" ? "inside" : "both";
    }),
  );
}

interface Axis {
  readonly kernel: number;
  readonly dilation: number;
  readonly stride: number;
  readonly padding: number;
  readonly input: number;
  readonly output: number;
}

function axisReaches({ kernel, dilation, stride, padding, input, output }: Axis): Reach[] {
  return Array.from({ length: kernel }, (_, k) => {
    let inside = 0;
    for (let position = 0; position < output; position++) {
      const at = position * stride - padding + k * dilation;
      if (at >= 0 && at < input) inside++;
    }
    if (inside === output) return "inside";
    return inside === 0 ? "outside" : "both";
  });
}
