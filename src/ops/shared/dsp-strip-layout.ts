// SPDX-License-Identifier: Apache-2.0
/**
 * Order of expanded inputs and weights where four neighbouring windows overlap. Windows that lie `stride` columns apart
 * share columns: of 3x3 windows 1 apart, six columns are read instead of twelve.
 *
 * Column j and column j + 2 · stride lie next to each other as couple j. At tap t, windows 0 and 2 meet couple t and
 * windows 1 and 3 couple t + stride, which windows 0 and 2 meet at tap t + stride: when taps are taken in steps of
 * `stride`, each couple is loaded once for all four windows.
 */
import type { ConvGeometry } from "./conv-geometry.js";
import { effectiveKernel } from "./padding.js";

/** Windows that are taken at once. */
export const STRIP_WINDOWS = 4;

/** One row of a window: taps along it, and columns between neighbouring windows. */
export interface StripRow {
  readonly kernel: number;
  readonly stride: number;
}

/** Longer rows would make the body of the innermost loop too long. */
const MAX_KERNEL = 8;

/** Four windows fill a strip, share columns and have inputs that are expanded four at a time. */
export function stripRow(geometry: ConvGeometry): StripRow | undefined {
  const { kernelWidth: kernel, strideWidth: stride, dilationWidth, groups, inputDepth, outputWidth } = geometry;
  const fits =
    groups === 1 &&
    dilationWidth === 1 &&
    inputDepth % 4 === 0 &&
    outputWidth % STRIP_WINDOWS === 0 &&
    kernel > stride &&
    kernel <= MAX_KERNEL;
  return fits ? { kernel, stride } : undefined;
}

/** Taps in the order of the inner loop, in chains that pass couples on. */
export function tapChains({ kernel, stride }: StripRow): readonly (readonly number[])[] {
  return Array.from({ length: Math.min(stride, kernel) }, (_, first) =>
    Array.from({ length: Math.ceil((kernel - first) / stride) }, (_, i) => first + i * stride),
  );
}

/** Couples of one pair of channels: one for each tap, and one more for each chain. */
export function couples({ kernel, stride }: StripRow): number {
  return kernel + stride;
}

/** Columns that four windows cover. */
export function stripColumns({ kernel, stride }: StripRow): number {
  return kernel + (STRIP_WINDOWS - 1) * stride;
}

/** Where a column goes among the words of one pair of channels: one or two places. */
export function columnPlaces(row: StripRow, column: number): readonly number[] {
  const order = tapChains(row).flatMap((chain) => [...chain, (chain.at(-1) ?? 0) + row.stride]);
  return [column, column - 2 * row.stride].flatMap((couple, half) => {
    const at = order.indexOf(couple);
    return at < 0 ? [] : [2 * at + half];
  });
}

/** Weight indices of one output channel, two for each word, as `expandedTaps` has them for single windows. */
export function stripTaps(row: StripRow, geometry: ConvGeometry): readonly number[] {
  const { kernelHeight, inputDepth } = geometry;
  const order = tapChains(row).flat();
  const taps: number[] = [];
  for (let line = 0; line < kernelHeight; line++) {
    for (let k = 0; k < inputDepth; k += 4) {
      for (const half of [0, 1]) {
        for (const tap of order) {
          const first = (line * row.kernel + tap) * inputDepth + k + half;
          taps.push(first, first + 2);
        }
      }
    }
  }
  return taps;
}

/** The last row and column at which four whole windows begin; negative when there is none. */
export function lastStrip(row: StripRow, geometry: ConvGeometry): { readonly top: number; readonly left: number } {
  const { inputHeight, inputWidth, kernelHeight, dilationHeight } = geometry;
  return {
    top: inputHeight - effectiveKernel({ kernel: kernelHeight, dilation: dilationHeight }),
    left: inputWidth - stripColumns(row),
  };
}
