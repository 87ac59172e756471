// SPDX-License-Identifier: Apache-2.0
/** Affine quantisation: real = scale · (stored − zeroPoint), per tensor or along one axis. */

export interface Quantization {
  /** One entry per tensor, or one per index of `axis`. Values are float32 numbers. */
  readonly scales: readonly number[];
  /** As many entries as `scales`. */
  readonly zeroPoints: readonly number[];
  /** The quantised dimension; meaningful when there is more than one scale. */
  readonly axis: number;
}

export function isPerTensor(quantization: Quantization): boolean {
  return quantization.scales.length === 1;
}

/** The scale of a per-tensor quantisation, or of the first channel. */
export function firstScale(quantization: Quantization): number {
  return quantization.scales[0] ?? 0;
}

export function firstZeroPoint(quantization: Quantization): number {
  return quantization.zeroPoints[0] ?? 0;
}
