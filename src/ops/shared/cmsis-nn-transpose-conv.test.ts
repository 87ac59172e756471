// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { type TransposeConvShape, transposeConvScratch } from "./cmsis-nn-transpose-conv.js";

const SHAPE: TransposeConvShape = {
  ...{ inputWidth: 5, inputDepth: 17, outputDepth: 3 },
  ...{ kernelHeight: 3, kernelWidth: 3, strideHeight: 2, strideWidth: 2 },
};
const sizes = (shape: Partial<TransposeConvShape>, level: "mve" | "dsp" | "plain"): readonly number[] =>
  transposeConvScratch({ ...SHAPE, ...shape }, level).map(({ size }) => size);

it("keeps the turned filter and columns when it becomes a convolution", () => {
  // 153 bytes of filter per output: two columns of 156 halves, or four of 160 bytes.
  expect(sizes({}, "dsp")).toEqual([624, 459]);
  expect(sizes({}, "plain")).toEqual([624, 459]);
  expect(sizes({}, "mve")).toEqual([640, 459]);
});

it("keeps rows of sums otherwise, and asks for nothing as well", () => {
  // (4 steps of 2 + a filter of 3) elements of 3 channels, 3 rows, 4 bytes each.
  for (const level of ["dsp", "mve"] as const) expect(sizes({ inputDepth: 16 }, level)).toEqual([396, 0]);
  expect(sizes({ strideWidth: 3 }, "dsp")).toEqual([540, 0]);
  // The vertical stride widens a row that is narrower.
  expect(sizes({ strideHeight: 4 }, "dsp")).toEqual([4 * 12 * 3 * 4, 0]);
});
