// SPDX-License-Identifier: Apache-2.0
/** Random cases of operators that join two tensors element by element, with broadcasting. */
import fc from "fast-check";
import type { DType } from "../../src/ir/dtype.js";
import type { Quantization } from "../../src/ir/quantization.js";
import { elementCount, type Shape } from "../../src/ir/shape.js";
import type { OpDefinition } from "../../src/ops/definition.js";
import type { FusedActivation } from "../../src/quant/activation.js";
import {
  activationAffine,
  affine,
  mantissa,
  perTensor,
  scale,
  scaleBetween,
  seed,
  shapes,
  zeroPoint,
} from "./op-case-arbitraries.js";
import { broadcastPair } from "./op-case-broadcast.js";
import type { CaseTensor, OpCase } from "./op-case.js";
import { constantValues } from "./op-case-data.js";
import { isQuantized } from "./op-case-unary.js";

/** Of the first input, the second one and the output. */
export type BinaryQuantization = readonly [Quantization, Quantization, Quantization];

export interface BinaryTypes {
  readonly first: DType;
  readonly second: DType;
  readonly output: DType;
}

export interface BinaryOptions<A> {
  readonly attributes: fc.Arbitrary<A>;
  /** For signatures with quantised integers; by default scales of their own for every tensor. */
  readonly quantization?: (types: BinaryTypes, attributes: A) => fc.Arbitrary<BinaryQuantization>;
  /** Values that constants must not hold. */
  readonly notConstant?: number;
}

const INT16_ZERO = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: zeroPoint("int16") });

/** Scales of both inputs up to 2^18 apart; the output's is the larger one times up to 2^±2, seldom far from it. */
export function independentScales(
  { first, second, output }: BinaryTypes,
  limits: { readonly activation?: FusedActivation; readonly least?: number; readonly most?: number } = {},
): fc.Arbitrary<BinaryQuantization> {
  const { activation = "NONE", least = -12, most = 20 } = limits;
  const zero = (dtype: DType): fc.Arbitrary<number> =>
    dtype === "int16" ? INT16_ZERO : zeroPoint(isQuantized(dtype) ? dtype : "int8");
  return fc
    .record({
      first: first === "int8" || first === "int16" ? activationAffine(first, activation) : affine("int8"),
      ratio: fc.oneof(
        { weight: 8, arbitrary: fc.integer({ min: -3, max: 3 }) },
        { weight: 1, arbitrary: fc.integer({ min: -18, max: 18 }) },
      ),
      outputRatio: fc.oneof(
        { weight: 12, arbitrary: fc.integer({ min: -1, max: 2 }) },
        { weight: 1, arbitrary: fc.integer({ min: least, max: most }) },
      ),
      mantissas: fc.tuple(mantissa, mantissa),
      zeroPoints: fc.tuple(zero(second), zero(output)),
      equal: fc.integer({ min: 0, max: 5 }),
    })
    .map((parts): BinaryQuantization => {
      const scale = parts.first.scales[0] ?? 1;
      if (parts.equal === 0 && first === second) return [parts.first, parts.first, parts.first];
      const other = scale * 2 ** parts.ratio * parts.mantissas[0];
      const result = Math.max(scale, other) * 2 ** parts.outputRatio * parts.mantissas[1];
      return [parts.first, perTensor(other, parts.zeroPoints[0]), perTensor(result, parts.zeroPoints[1])];
    });
}

/** Cases over all signatures, with equal shapes, repeated axes, scalars, constants, and one tensor on both sides. */
export function binaryCases<A>(
  { signatures }: Pick<OpDefinition<string, A>, "signatures">,
  { attributes, quantization = (types) => independentScales(types), notConstant }: BinaryOptions<A>,
): fc.Arbitrary<OpCase<A>> {
  const types = signatures.flatMap(({ inputs: [first, second], outputs: [output] }): BinaryTypes[] =>
    first === undefined || second === undefined || output === undefined
      ? []
      : [{ first: first as DType, second: second as DType, output }],
  );
  return fc.tuple(fc.constantFrom(...types), attributes).chain(([type, options]) =>
    fc
      .record({
        shapes: broadcastPair(shapes({ minRank: 0, maxRank: 5, maxElements: 300 })),
        numbers: isQuantized(type.first) ? quantization(type, options) : fc.constant(undefined),
        constant: fc.constantFrom(undefined, undefined, 0, 1),
        twice: fc.integer({ min: 0, max: 15 }),
        seed,
      })
      .map(({ shapes: [a, b, result], numbers, constant, twice, seed: values }): OpCase<A> => {
        const operand = (shape: Shape, dtype: DType, i: 0 | 1): CaseTensor => ({
          shape,
          dtype,
          ...(numbers === undefined ? {} : { quantization: numbers[i] }),
          ...(constant === i ? { values: constants(dtype, elementCount(shape), values, notConstant) } : {}),
        });
        const first = operand(a, type.first, 0);
        const same = twice === 0 && constant === undefined && type.first === type.second && a === b;
        const quantized = numbers !== undefined && isQuantized(type.output);
        return {
          inputs: [first, same ? first : operand(b, type.second, 1)],
          outputs: [{ shape: result, dtype: type.output, ...(quantized ? { quantization: numbers[2] } : {}) }],
          attributes: options,
        };
      }),
  );
}

function constants(dtype: DType, count: number, values: number, never: number | undefined): readonly number[] {
  return constantValues(dtype, count, values).map((value) => (value === never ? value + 1 : value));
}

/** Scales below 1, equal ones among them, as comparisons want them. */
export function smallScales({ first, second }: BinaryTypes): fc.Arbitrary<BinaryQuantization> {
  const scale = fc.oneof(
    { weight: 3, arbitrary: scaleBetween(-9, -2) },
    { weight: 1, arbitrary: scaleBetween(-34, -1) },
  );
  return fc
    .tuple(affine(first, scale), affine(second, scale), fc.boolean())
    .map(([a, b, equal]): BinaryQuantization => (equal ? [a, a, a] : [a, b, a]));
}

/** Output scales around product of the input scales times the range of one input. */
export function productScales(
  types: BinaryTypes,
  { activation }: { readonly activation: FusedActivation },
): fc.Arbitrary<BinaryQuantization> {
  return derivedScales(types, activation, (a, b) => a * b * (types.output === "int16" ? 2 ** 15 : 2 ** 7));
}

/** Output scales around the quotient of the input scales. */
export function quotientScales(
  types: BinaryTypes,
  { activation }: { readonly activation: FusedActivation },
): fc.Arbitrary<BinaryQuantization> {
  return derivedScales(types, activation, (a, b) => a / b / 4);
}

function derivedScales(
  { first, second, output }: BinaryTypes,
  activation: FusedActivation,
  typical: (a: number, b: number) => number,
): fc.Arbitrary<BinaryQuantization> {
  const symmetric = first === "int16";
  const zero = (dtype: DType): fc.Arbitrary<number> => (symmetric ? fc.constant(0) : zeroPoint(dtype));
  const bounded = activation === "RELU6" || activation === "RELU_N1_TO_1";
  return fc
    .record({
      scales: fc.tuple(bounded ? scaleBetween(-5, -2) : scale, bounded ? scaleBetween(-5, -2) : scale),
      ratio: fc.oneof(
        { weight: 8, arbitrary: fc.integer({ min: -3, max: 2 }) },
        { weight: 1, arbitrary: fc.integer({ min: -18, max: 12 }) },
      ),
      mantissa,
      zeroPoints: fc.tuple(zero(first), zero(second), zero(output)),
    })
    .map(({ scales: [a, b], ratio, mantissa: m, zeroPoints: [x, y, z] }): BinaryQuantization => {
      const [from, other] = [perTensor(a, x), perTensor(b, y)];
      return [from, other, perTensor(typical(a, b) * m * 2 ** ratio, z)];
    });
}

/** Output scales around the square of a difference's range. */
export function squareScales(types: BinaryTypes): fc.Arbitrary<BinaryQuantization> {
  const typical = (a: number, b: number): number => Math.max(a, b) ** 2 * (types.output === "int16" ? 2 ** 16 : 2 ** 9);
  return derivedScales(types, "NONE", typical);
}
