// SPDX-License-Identifier: Apache-2.0
/** Output extents and paddings of windowed operators (tflite::ComputePaddingHeightWidth, kernels/padding.h). */

export type Padding = "SAME" | "VALID" | "UNKNOWN";

/** One axis of a sliding window. */
export interface WindowAxis {
  /** Extent of the input. */
  readonly input: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
}

/** Inputs that the dilated kernel spans. */
export function effectiveKernel(axis: Pick<WindowAxis, "kernel" | "dilation">): number {
  return (axis.kernel - 1) * axis.dilation + 1;
}

/** Number of window positions; zero or less when the kernel does not fit a VALID input. */
export function outputExtent(padding: Padding, axis: WindowAxis): number {
  const free = padding === "SAME" ? axis.input - 1 : axis.input - effectiveKernel(axis);
  return Math.floor(free / axis.stride) + 1;
}

/** Padding before the first input; when the total is odd, the extra one goes behind the last. */
export function leadingPadding(axis: WindowAxis, output: number): number {
  return Math.floor(Math.max(0, (output - 1) * axis.stride + effectiveKernel(axis) - axis.input) / 2);
}
