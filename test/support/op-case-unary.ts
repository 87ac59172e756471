// SPDX-License-Identifier: Apache-2.0
/** Random cases of operators that map one tensor element by element, and what they are made of. */
import fc from "fast-check";
import type { DType } from "../../src/ir/dtype.js";
import type { Quantization } from "../../src/ir/quantization.js";
import { elementCount, type Shape } from "../../src/ir/shape.js";
import { affine, mantissa, perTensor, shapes, zeroPoint } from "./op-case-arbitraries.js";
import type { OpDefinition } from "../../src/ops/definition.js";
import type { CaseTensor, OpCase } from "./op-case.js";

/** Input and output shape of equally many elements; few elements and more than 256 both occur. */
export const equalCounts: fc.Arbitrary<readonly [Shape, Shape]> = fc
  .tuple(shapes({ minRank: 0, maxRank: 5 }), fc.boolean())
  .map(([shape, flat]) => [shape, flat ? [elementCount(shape)] : shape]);

/** Input and output quantisation whose scales differ by a power of two at most 2^|exponent| and another mantissa. */
export function rescaled(
  input: DType,
  output: DType,
  exponents: fc.Arbitrary<number>,
): fc.Arbitrary<readonly [Quantization, Quantization]> {
  const zero = (dtype: DType): fc.Arbitrary<number> =>
    dtype === "int16"
      ? fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: zeroPoint(dtype) })
      : zeroPoint(dtype);
  return fc
    .tuple(affine(input), exponents, mantissa, zero(output), fc.boolean())
    .map(([from, exponent, m, z, same]) => {
      // Equal quantisation takes a kernel of its own in many operators.
      if (same && input === output && exponent === 0) return [from, from];
      return [from, perTensor((from.scales[0] ?? 1) * m * 2 ** exponent, z)];
    });
}

/** Exponents near 0, now and then far away. */
export function exponents(low: number, high: number): fc.Arbitrary<number> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: -2, max: 2 }) },
    { weight: 1, arbitrary: fc.integer({ min: low, max: high }) },
  );
}

export interface UnaryParts<A> {
  readonly shapes: readonly [Shape, Shape];
  readonly types: readonly [DType, DType];
  readonly quantization: readonly [Quantization | undefined, Quantization | undefined];
  readonly attributes: A;
  readonly telling?: readonly number[];
}

export function unaryCase<A>(parts: UnaryParts<A>): OpCase<A> {
  const tensor = (i: 0 | 1): CaseTensor => {
    const quantization = parts.quantization[i];
    return { shape: parts.shapes[i], dtype: parts.types[i], ...(quantization === undefined ? {} : { quantization }) };
  };
  const { telling } = parts;
  return {
    inputs: [{ ...tensor(0), ...(telling === undefined ? {} : { telling }) }],
    outputs: [tensor(1)],
    attributes: parts.attributes,
  };
}

export interface UnaryOptions<A> {
  readonly attributes: fc.Arbitrary<A>;
  /** For signatures with integers; by default any zero points and scales up to 2^±28 apart. */
  readonly quantization?: (from: DType, to: DType) => fc.Arbitrary<readonly [Quantization, Quantization]>;
  readonly telling?: readonly number[];
  /** Input and output have one shape, not only equally many elements. */
  readonly sameShape?: true;
}

/** Cases over all signatures of an operator with one input. */
export function unaryCases<A>(
  { signatures }: Pick<OpDefinition<string, A>, "signatures">,
  options: UnaryOptions<A>,
): fc.Arbitrary<OpCase<A>> {
  const {
    attributes,
    quantization = (from: DType, to: DType) => rescaled(from, to, exponents(-26, 28)),
    telling,
    sameShape,
  } = options;
  const pairs = signatures.flatMap(({ inputs: [from], outputs: [to] }) =>
    from === undefined || to === undefined ? [] : [[from.replace("?", "") as DType, to] as const],
  );
  const none = fc.constant([undefined, undefined] as const);
  return fc.constantFrom(...pairs).chain(([from, to]) =>
    fc
      .record({
        shapes: sameShape ? equalCounts.map(([shape]) => [shape, shape] as const) : equalCounts,
        quantization: isQuantized(from) || isQuantized(to) ? quantization(from, to) : none,
        attributes,
      })
      .map((parts) => unaryCase({ ...parts, types: [from, to], ...(telling === undefined ? {} : { telling }) })),
  );
}

/** Both zero points become 0 where the types are int16, as TFLM's kernels want it. */
export function symmetric16(
  [input, output]: readonly [Quantization, Quantization],
  from: DType,
  to: DType,
): readonly [Quantization, Quantization] {
  const zero = (quantization: Quantization, dtype: DType): Quantization =>
    dtype === "int16" ? { ...quantization, zeroPoints: [0] } : quantization;
  return [zero(input, from), zero(output, to)];
}

export function isQuantized(dtype: DType): boolean {
  return dtype === "int8" || dtype === "uint8" || dtype === "int16";
}
