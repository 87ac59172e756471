// SPDX-License-Identifier: Apache-2.0
/** Sums of products with a constant matrix inside a larger operator (SVDF, LSTM): how wide they get, how they are scaled. */
import type { ClampRange } from "../../quant/activation.js";
import { multiplyByQuantizedMultiplier, multiplyByQuantizedMultiplier64 } from "../../quant/fixed-point.js";
import type { QuantizedMultiplier } from "../../quant/multiplier.js";
import { type Accumulation, analyseAccumulation } from "./conv-accumulation.js";
import { convGeometry } from "./conv-geometry.js";
import type { Convolution } from "./convolution.js";

/** `rows` sums over one vector, all scaled by the same factor. */
export interface DenseSums {
  /** Row after row. */
  readonly weights: Int8Array | Int16Array;
  readonly rows: number;
  /** Elements of the vector. */
  readonly depth: number;
  readonly bias: Int32Array | BigInt64Array | undefined;
  readonly element: "int8" | "int16";
  readonly inputZeroPoint: number;
  readonly factor: QuantizedMultiplier;
  /** 64-bit sums are rounded once and by a 16-bit multiplier, as in TFLM. */
  readonly accumulator: "int32" | "int64";
}

/** What the weights prove about the sums. */
export function analyseSums(sums: DenseSums, range: ClampRange): Accumulation {
  const { rows, depth, weights, bias, element, inputZeroPoint, factor, accumulator } = sums;
  const convolution: Convolution = {
    geometry: convGeometry({
      input: [1, 1, 1, depth],
      output: [1, 1, 1, rows],
      kernelHeight: 1,
      kernelWidth: 1,
      groups: 1,
      window: { padding: "VALID", strideHeight: 1, strideWidth: 1, dilationHeight: 1, dilationWidth: 1 },
    }),
    quantization: { inputZeroPoint, outputZeroPoint: 0, ...range, multipliers: Array(rows).fill(factor) as never },
    element,
    filter: weights,
    bias,
    accumulator,
  };
  return analyseAccumulation(convolution);
}

/** Sum number `row` over the vector that starts at `start`, scaled; wraps at 32 bits as TFLM's accumulator. */
export function scaledSum(sums: DenseSums, input: ArrayLike<number>, start: number, row: number): number {
  const { weights, depth, bias, inputZeroPoint, factor, accumulator } = sums;
  const first = row * depth;
  let sum = 0;
  for (let i = 0; i < depth; i++) sum += (weights[first + i] ?? 0) * ((input[start + i] ?? 0) - inputZeroPoint);
  sum += Number(bias?.[row] ?? 0);
  return accumulator === "int64"
    ? multiplyByQuantizedMultiplier64(sum, factor.multiplier, factor.shift)
    : multiplyByQuantizedMultiplier(sum | 0, factor.multiplier, factor.shift);
}

/** C for scaling a sum; needs tinygen_fixed_point.h. */
export function scaledExpression({ form, sumType, multipliers, shifts }: Accumulation, sum: string): string {
  const factor = `${multipliers[0] ?? 0}, ${shifts[0] ?? 0}`;
  switch (form) {
    case "rescale":
      return `tinygen_rescale(${sumType === "uint32_t" ? `(int32_t)${sum}` : sum}, ${factor})`;
    case "general":
      return `tinygen_multiply_by_quantized_multiplier(${sumType === "uint32_t" ? `(int32_t)${sum}` : sum}, ${factor})`;
    case "int64":
      return `tinygen_rescale_int64(${sum}, ${factor})`;
  }
}
