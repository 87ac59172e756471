// SPDX-License-Identifier: Apache-2.0
/** How a depthwise convolution is laid out for Arm's MVE: padded lines in scratch, blocks of 16 lanes, weights. */
import type { OverlapCapability } from "../node-memory.js";
import type { ConvGeometry } from "./conv-geometry.js";
import type { Convolution } from "./convolution.js";
import { VECTOR } from "./mve-weights.js";

export interface LineLayout {
  /** Bytes of one line in scratch: all columns that windows touch, those outside included. */
  readonly line: number;
  /** Bytes of the input that a line takes, and where they begin in it. */
  readonly used: number;
  readonly before: number;
  /**
   * Lanes are neighbouring bytes of an output line that may belong to several pixels, all blocks alike. Otherwise they
   * are channels of one pixel.
   */
  readonly flat: boolean;
  /** Bytes of outputs that the blocks divide up, and blocks; the last one ends where they end, and may overlap. */
  readonly extent: number;
  readonly blocks: number;
  /** Bytes of all lines; the last block may read a little more. */
  readonly scratch: number;
}

/** Taps that are written out. */
const MOST_TAPS = 25;

/** The layout, or undefined for large windows and for taps that are apart. */
export function lineLayout(geometry: ConvGeometry): LineLayout | undefined {
  const { kernelHeight, kernelWidth, inputDepth, inputWidth, outputWidth, strideWidth, padLeft } = geometry;
  const dilated = (geometry.dilationHeight > 1 && kernelHeight > 1) || (geometry.dilationWidth > 1 && kernelWidth > 1);
  if (dilated || kernelHeight * kernelWidth > MOST_TAPS) return undefined;
  const columns = (outputWidth - 1) * strideWidth + kernelWidth;
  const flat = (strideWidth === 1 || outputWidth === 1) && VECTOR % inputDepth === 0;
  const extent = flat ? outputWidth * inputDepth : inputDepth;
  const line = columns * inputDepth;
  return {
    line,
    used: Math.max(0, Math.min(inputWidth, columns - padLeft)) * inputDepth,
    before: padLeft * inputDepth,
    flat,
    extent,
    blocks: Math.ceil(extent / VECTOR),
    scratch: line * kernelHeight + Math.max(0, VECTOR - extent),
  };
}

/** An input line is copied before the first output line that needs it; what lies below the next one may be overwritten. */
export function lineOverlap(geometry: ConvGeometry): readonly OverlapCapability[] {
  const { batches, inputHeight, inputWidth, inputDepth, outputHeight, outputWidth, outputDepth } = geometry;
  const { strideHeight, kernelHeight, padTop } = geometry;
  let distance = -Infinity;
  for (let batch = 0; batch < batches; batch++) {
    for (let line = 0; line < outputHeight; line++) {
      const next = Math.max(line * strideHeight + kernelHeight - padTop, 0);
      // Lines that no window of the batch needs are not read.
      const last = line === outputHeight - 1;
      const read = batch * inputHeight + (last ? inputHeight : Math.min(next, inputHeight));
      const end = (batch * outputHeight + line + 1) * outputWidth * outputDepth;
      distance = Math.max(distance, end - read * inputWidth * inputDepth);
    }
  }
  return [{ input: 0, output: 0, outputBelow: distance }];
}

/** The channels of the lanes of every block; −1 where there is none. */
export function depthwiseLanes({ flat, extent, blocks }: LineLayout, channels: number): readonly (readonly number[])[] {
  return Array.from({ length: flat ? 1 : blocks }, (_, block) => {
    const first = Math.max(0, Math.min(VECTOR * block, extent - VECTOR));
    return Array.from({ length: VECTOR }, (__, lane) =>
      flat ? lane % channels : first + lane < channels ? first + lane : -1,
    );
  });
}

/** The order in which the lanes of products become vectors of four sums. */
export const SUM_LANES = [0, 4, 8, 12, 2, 6, 10, 14, 1, 5, 9, 13, 3, 7, 11, 15] as const;

/** Taps cut into runs whose sums of products stay within 16 bits for any input, by the weights of all channels. */
export function tapGroups({ filter, geometry }: Convolution): readonly (readonly number[])[] {
  const taps = geometry.kernelHeight * geometry.kernelWidth;
  const groups: number[][] = [];
  let highest: number[] = [];
  let lowest: number[] = [];
  for (let tap = 0; tap < taps; tap++) {
    const weights = Array.from(
      { length: geometry.outputDepth },
      (_, channel) => filter[channel * taps + tap] as number,
    );
    const high = weights.map((weight, channel) => (highest[channel] ?? 0) + Math.max(127 * weight, -128 * weight));
    const low = weights.map((weight, channel) => (lowest[channel] ?? 0) + Math.min(127 * weight, -128 * weight));
    const fits = high.every((sum) => sum <= 32767) && low.every((sum) => sum >= -32768);
    const group = groups.at(-1);
    if (fits && group !== undefined) {
      group.push(tap);
      [highest, lowest] = [high, low];
    } else {
      groups.push([tap]);
      highest = weights.map((weight) => Math.max(127 * weight, -128 * weight));
      lowest = weights.map((weight) => Math.min(127 * weight, -128 * weight));
    }
  }
  return groups;
}
