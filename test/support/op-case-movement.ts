// SPDX-License-Identifier: Apache-2.0
/** Tensors for random cases of operators that move elements without computing. */
import fc from "fast-check";
import type { DType } from "../../src/ir/dtype.js";
import { elementCount, type Shape } from "../../src/ir/shape.js";
import type { CaseTensor } from "./op-case.js";
import { constantValues } from "./op-case-data.js";

/** One of the types, the first one about as often as all others together. */
export function typeAmong<T extends DType>(types: readonly [T, ...T[]]): fc.Arbitrary<T> {
  const rest = types.slice(1);
  if (rest.length === 0) return fc.constant(types[0]);
  return fc.oneof({ weight: 1, arbitrary: fc.constant(types[0]) }, { weight: 1, arbitrary: fc.constantFrom(...rest) });
}

/** A small constant of indices, extents or axes. */
export function integers(values: readonly number[], dtype: "int32" | "int64" = "int32", shape?: Shape): CaseTensor {
  return { shape: shape ?? [values.length], dtype, values };
}

/** A constant with random elements. */
export function constantTensor(dtype: DType, shape: Shape, seed: number): CaseTensor {
  return { shape, dtype, values: constantValues(dtype, elementCount(shape), seed) };
}

/** True for about one case in `odds`. */
export function rarely(odds: number): fc.Arbitrary<boolean> {
  return fc.nat({ max: odds - 1 }).map((n) => n === 0);
}
