// SPDX-License-Identifier: Apache-2.0
/** Random cases of operators that reduce over a constant set of axes, and of those along one axis. */
import fc from "fast-check";
import type { DType } from "../../src/ir/dtype.js";
import type { Quantization } from "../../src/ir/quantization.js";
import type { OpDefinition } from "../../src/ops/definition.js";
import { affine, mantissa, perTensor, shapes, zeroPoint } from "./op-case-arbitraries.js";
import type { CaseTensor, OpCase } from "./op-case.js";
import { isQuantized } from "./op-case-unary.js";

export interface ReduceOptions {
  /** "equal": the output has the input's scale and zero point; "own": it has its own. */
  readonly quantization: "equal" | "own";
}

/** Any subset of the axes in any order, negative and repeated ones among them, with and without kept dimensions. */
export function reduceCases(
  { signatures }: Pick<OpDefinition, "signatures">,
  { quantization }: ReduceOptions,
): fc.Arbitrary<OpCase<{ readonly keepDims: boolean }>> {
  const types = signatures.map(({ inputs }) => inputs[0] as DType);
  return fc.constantFrom(...types).chain((dtype) =>
    fc
      .record({
        shape: shapes({ minRank: 1, maxRank: 5, maxElements: 500 }),
        axes: fc.array(fc.integer({ min: -5, max: 4 }), { minLength: 1, maxLength: 4 }),
        keepDims: fc.boolean(),
        numbers: isQuantized(dtype) ? pairOf(dtype, quantization) : fc.constant(undefined),
      })
      .map(({ shape, axes: wanted, keepDims, numbers }) => {
        const rank = shape.length;
        const axes = wanted.map((axis) => (axis < 0 ? axis % rank || -rank : axis % rank));
        const reduced = axes.map((axis) => (axis + rank) % rank);
        const output = keepDims
          ? shape.map((extent, axis) => (reduced.includes(axis) ? 1 : extent))
          : shape.filter((_, axis) => !reduced.includes(axis));
        const tensor = (extents: readonly number[], i: 0 | 1): CaseTensor => ({
          shape: extents,
          dtype,
          ...(numbers === undefined ? {} : { quantization: numbers[i] }),
        });
        return {
          inputs: [tensor(shape, 0), { shape: [axes.length], dtype: "int32", values: axes }],
          outputs: [tensor(output, 1)],
          attributes: { keepDims },
        };
      }),
  );
}

/** Quantisation of input and output. */
export function pairOf(dtype: DType, kind: "equal" | "own"): fc.Arbitrary<readonly [Quantization, Quantization]> {
  if (kind === "equal") return affine(dtype).map((both) => [both, both]);
  return fc
    .record({
      input: affine(dtype),
      exponent: fc.oneof(
        { weight: 8, arbitrary: fc.integer({ min: -2, max: 4 }) },
        { weight: 1, arbitrary: fc.integer({ min: -18, max: 26 }) },
      ),
      mantissa,
      zero: zeroPoint(dtype),
      same: fc.integer({ min: 0, max: 4 }),
    })
    .map(({ input, exponent, mantissa: m, zero, same }) =>
      same === 0 ? [input, input] : [input, perTensor((input.scales[0] ?? 1) * m * 2 ** exponent, zero)],
    );
}

export interface AxisParts {
  readonly shape: readonly number[];
  readonly dtype: DType;
  /** Counted from the first axis, and as the model writes it. */
  readonly axis: number;
  readonly written: CaseTensor;
  readonly numbers: readonly [Quantization, Quantization] | undefined;
}

/** What operators along one constant axis are made of. */
export function alongAxis(types: readonly [DType, ...DType[]], kind: "equal" | "own"): fc.Arbitrary<AxisParts> {
  return fc.constantFrom(...types).chain((dtype) =>
    fc
      .record({
        shape: shapes({ minRank: 1, maxRank: 4, maxElements: 300 }),
        axis: fc.nat({ max: 3 }),
        negative: fc.boolean(),
        numbers: isQuantized(dtype) ? pairOf(dtype, kind) : fc.constant(undefined),
      })
      .map(({ shape, axis: wanted, negative, numbers }) => {
        const axis = wanted % shape.length;
        const value = negative ? axis - shape.length : axis;
        return { shape, dtype, axis, written: { shape: [1], dtype: "int32", values: [value] }, numbers };
      }),
  );
}
