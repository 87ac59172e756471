// SPDX-License-Identifier: Apache-2.0
/** What random cases of several operators are made of: extents, shapes, scales, zero points, activations. */
import fc from "fast-check";
import type { DType } from "../../src/ir/dtype.js";
import type { Quantization } from "../../src/ir/quantization.js";
import { elementCount, type Shape } from "../../src/ir/shape.js";
import type { FusedActivation } from "../../src/quant/activation.js";
import { storedRange } from "./op-case-data.js";

/** 1 … max, small extents and 1 itself more often. */
export function extent(max: number): fc.Arbitrary<number> {
  return fc.oneof(
    { weight: 2, arbitrary: fc.integer({ min: 1, max: Math.min(3, max) }) },
    { weight: 3, arbitrary: fc.integer({ min: 1, max }) },
  );
}

/** Shapes of `minRank` to `maxRank` dimensions with at most `maxElements` elements. */
export function shapes(limits: {
  readonly minRank?: number;
  readonly maxRank: number;
  readonly maxElements?: number;
}): fc.Arbitrary<Shape> {
  const { minRank = 1, maxRank, maxElements = 600 } = limits;
  return fc.array(extent(12), { minLength: minRank, maxLength: maxRank }).map((shape) => {
    const fitted: number[] = [];
    for (const wanted of shape)
      fitted.push(Math.max(1, Math.min(wanted, Math.floor(maxElements / elementCount(fitted)))));
    return fitted;
  });
}

/** Seed of bulk data. */
export const seed: fc.Arbitrary<number> = fc.nat({ max: 0x7fffffff });

/** 1 … 2 as float32; exactly 1 often enough that roundings meet ties. */
export const mantissa: fc.Arbitrary<number> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(1) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 0x7fffff }).map((bits) => 1 + bits / 2 ** 23) },
);

/** A positive float32 between 2^low and 2^(high + 1). */
export function scaleBetween(low: number, high: number): fc.Arbitrary<number> {
  return fc.tuple(mantissa, fc.integer({ min: low, max: high })).map(([m, e]) => m * 2 ** e);
}

/** Scales as converters make them, powers of two, and now and then very small or large ones. */
export const scale: fc.Arbitrary<number> = fc.oneof(
  { weight: 9, arbitrary: scaleBetween(-9, 2) },
  { weight: 1, arbitrary: scaleBetween(-30, 30) },
);

/** Any value of the type; its ends, the middle and 0 more often. */
export function zeroPoint(dtype: DType): fc.Arbitrary<number> {
  // Drawing an integer from the whole range of float32, which has no zero point, takes minutes.
  if (dtype === "float32") return fc.constant(0);
  const [min, max] = storedRange(dtype);
  return fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(min, max, 0) },
    { weight: 4, arbitrary: fc.integer({ min, max }) },
  );
}

export function perTensor(scaleOf: number, zero: number): Quantization {
  return { scales: [Math.fround(scaleOf)], zeroPoints: [zero], axis: 0 };
}

/** One scale and zero point for a tensor of this type; int16 and int32 are usually symmetric, as converters make them. */
export function affine(dtype: DType, scales: fc.Arbitrary<number> = scale): fc.Arbitrary<Quantization> {
  const symmetric = dtype === "int16" || dtype === "int32";
  const zero = symmetric
    ? fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: zeroPoint(dtype) })
    : zeroPoint(dtype);
  return fc.tuple(scales, zero).map(([s, z]) => perTensor(s, z));
}

/** Fused activations that TFLM's quantised kernels honour. */
export const activation: fc.Arbitrary<FusedActivation> = fc.constantFrom(
  "NONE",
  "NONE",
  "RELU",
  "RELU6",
  "RELU_N1_TO_1",
);

/** Output quantisation at which the bounds of a fused activation nearly always lie inside the type. */
export function activationAffine(dtype: "int8" | "int16", fused: FusedActivation): fc.Arbitrary<Quantization> {
  const bounded = fused === "RELU6" || fused === "RELU_N1_TO_1";
  const top = fused === "RELU6" ? -4 : -6;
  const inside = dtype === "int8" ? scaleBetween(top - 2, top) : scaleBetween(top - 10, top - 8);
  if (!bounded) return affine(dtype);
  return fc.oneof({ weight: 5, arbitrary: affine(dtype, inside) }, { weight: 1, arbitrary: affine(dtype) });
}

/** A random choice of one of several arbitraries, each as likely as the others. */
export function either<T>(...choices: readonly fc.Arbitrary<T>[]): fc.Arbitrary<T> {
  return fc.oneof(...choices);
}
