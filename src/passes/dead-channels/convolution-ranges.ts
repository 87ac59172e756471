// SPDX-License-Identifier: Apache-2.0
/** Bounds of a convolution's outputs per channel, from bounds of its inputs per channel. */
import { type ConvGeometry, groupDepth } from "../../ops/shared/conv-geometry.js";
import type { IntegerElements } from "../../ops/shared/conv-reference.js";
import type { Convolution } from "../../ops/shared/convolution.js";
import { clamp, INT32_MAX, INT32_MIN, multiplyByQuantizedMultiplier } from "../../quant/fixed-point.js";

/** Both ends are values that the bounds allow; every value in between counts as possible. */
export interface ChannelRanges {
  readonly low: Int32Array;
  readonly high: Int32Array;
}

/** Where a row or column of the kernel lies over all positions of the window. */
type Reach = "inside" | "outside" | "both";

/** The sums of all products at their least and largest: half of `sum` minus or plus `spread`. */
interface Extremes {
  sum: number;
  spread: number;
}

/**
 * Sums of products at their extremes, rescaled and clamped as the kernel does. Padding counts as the zero point, that
 * is as a product of 0, where a tap can lie outside. A sum that might wrap has no bounds but the clamp.
 * `input` repeats where a dense layer flattens its input.
 */
export function convolutionRanges(convolution: Convolution, input: ChannelRanges): ChannelRanges {
  const { geometry, quantization, filter, bias } = convolution;
  const { outputDepth, kernelHeight, kernelWidth, groups } = geometry;
  const { inputZeroPoint, outputZeroPoint: zero, min, max } = quantization;
  const depth = groupDepth(geometry);
  const perGroup = outputDepth / groups;
  const inside = intervals(input, inputZeroPoint, false);
  const reaches = tapReaches(geometry);
  const both = reaches.includes("both") ? intervals(input, inputZeroPoint, true) : inside;
  const taps = kernelHeight * kernelWidth;
  const low = new Int32Array(outputDepth);
  const high = new Int32Array(outputDepth);
  const found: Extremes = { sum: 0, spread: 0 };
  // As if every weight were the heaviest: mostly that answers whether a sum might wrap.
  const roughly = taps * depth * inside.farthest * heaviest(filter);
  const magnitudes = (channel: number, first: number): number =>
    reaches.reduce((sum, reach, tap) => {
      const run = { from: (channel * taps + tap) * depth, depth, first };
      return sum + (reach === "outside" ? 0 : magnitude(filter, run, inside));
    }, 0);
  for (let channel = 0; channel < outputDepth; channel++) {
    const first = Math.floor(channel / perGroup) * depth;
    const start = Number(bias?.[channel] ?? 0);
    found.sum = 0;
    found.spread = 0;
    for (let tap = 0; tap < taps; tap++) {
      const reach = reaches[tap] ?? "both";
      if (reach === "outside") continue;
      const run = { from: (channel * taps + tap) * depth, depth, first };
      addProducts(found, filter, run, reach === "inside" ? inside : both);
    }
    const least = start + (found.sum - found.spread) / 2;
    const largest = start + (found.sum + found.spread) / 2;
    const { multiplier = 0, shift = 0 } = quantization.multipliers[channel] ?? {};
    // Any partial sum may be the one that wraps; the magnitudes bound them all.
    const room = INT32_MAX / 2 ** Math.max(shift, 0) - Math.abs(start);
    const bounded = (roughly <= room || magnitudes(channel, first) <= room) && least >= INT32_MIN;
    low[channel] = bounded ? clamp(multiplyByQuantizedMultiplier(least, multiplier, shift) + zero, min, max) : min;
    high[channel] = bounded ? clamp(multiplyByQuantizedMultiplier(largest, multiplier, shift) + zero, min, max) : max;
  }
  return { low, high };
}

/** The interval of each input channel's distance from the zero point. */
interface Intervals {
  /** Both ends together. */
  readonly sums: Float64Array;
  /** What lies between them. */
  readonly widths: Float64Array;
  readonly magnitudes: Float64Array;
  /** The largest of the magnitudes. */
  readonly farthest: number;
}

// `padded` widens the intervals to the zero point.
function intervals({ low, high }: ChannelRanges, zeroPoint: number, padded: boolean): Intervals {
  const channels = low.length;
  const sums = new Float64Array(channels);
  const widths = new Float64Array(channels);
  const magnitudes = new Float64Array(channels);
  let farthest = 0;
  for (let c = 0; c < channels; c++) {
    let below = (low[c] as number) - zeroPoint;
    let above = (high[c] as number) - zeroPoint;
    if (padded) {
      below = Math.min(below, 0);
      above = Math.max(above, 0);
    }
    sums[c] = below + above;
    widths[c] = above - below;
    magnitudes[c] = Math.max(Math.abs(below), Math.abs(above));
    farthest = Math.max(farthest, magnitudes[c] as number);
  }
  return { sums, widths, magnitudes, farthest };
}

/** The weights of one tap, `depth` from index `from`, and the input channel that the first of them meets. */
interface Run {
  readonly from: number;
  readonly depth: number;
  readonly first: number;
}

/**
 * Adds weight · interval. The product w · [a, b] has the ends (w · (a + b) ± |w| · (b − a)) / 2, which needs no case for
 * the sign of w: this is the loop over all weights of a model. All values are integers far below 2⁵³.
 */
function addProducts(found: Extremes, filter: IntegerElements, run: Run, { sums, widths }: Intervals): void {
  const channels = sums.length;
  const end = run.from + run.depth;
  let sum = 0;
  let spread = 0;
  for (let i = run.from, c = run.first % channels; i < end; i++) {
    const w = filter[i] as number;
    sum += w * (sums[c] as number);
    spread += Math.abs(w) * (widths[c] as number);
    if (++c === channels) c = 0;
  }
  found.sum += sum;
  found.spread += spread;
}

function magnitude(filter: IntegerElements, { from, depth, first }: Run, { magnitudes }: Intervals): number {
  let sum = 0;
  for (let i = 0; i < depth; i++) {
    sum += Math.abs(filter[from + i] as number) * (magnitudes[(first + i) % magnitudes.length] as number);
  }
  return sum;
}

// No weight of the type is farther from zero.
function heaviest(filter: IntegerElements): number {
  return 2 ** (8 * filter.BYTES_PER_ELEMENT - 1);
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
