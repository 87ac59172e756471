// SPDX-License-Identifier: Apache-2.0
/** Random cases of ADD for the differential suite. */
import fc from "fast-check";
import type { Quantization } from "../../ir/quantization.js";
import { elementCount, type Shape } from "../../ir/shape.js";
import { activation, affine, mantissa, perTensor, seed, shapes, zeroPoint } from "../../../test/support/op-case-arbitraries.js";
import { broadcastPair } from "../../../test/support/op-case-broadcast.js";
import { type CaseTensor, defineCases, type OpCase } from "../../../test/support/op-case.js";
import { constantValues } from "../../../test/support/op-case-data.js";
import type { AddAttributes } from "./attributes.js";
import { add } from "./index.js";

type AddType = "int8" | "int16" | "int32" | "float32";

interface Scales {
  readonly inputs: readonly [Quantization, Quantization];
  readonly output: Quantization;
}

/** Output scales down to the least that TFLM allows, addends whose scales differ by up to 2^36. */
const scales = (dtype: "int8" | "int16"): fc.Arbitrary<Scales> =>
  fc
    .record({
      first: affine(dtype),
      ratio: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: -3, max: 3 }) }, { weight: 1, arbitrary: fc.integer({ min: -36, max: 36 }) }),
      outputRatio: fc.oneof(
        { weight: 4, arbitrary: fc.integer({ min: -2, max: 3 }) },
        { weight: 1, arbitrary: fc.integer({ min: dtype === "int8" ? -18 : -13, max: 40 }) },
      ),
      mantissas: fc.tuple(mantissa, mantissa),
      zeroPoints: fc.tuple(zeroPoint(dtype), zeroPoint(dtype)),
      symmetric: fc.boolean(),
    })
    .map(({ first, ratio, outputRatio, mantissas, zeroPoints, symmetric }) => {
      const zero = (i: 0 | 1): number => (dtype === "int16" && symmetric ? 0 : zeroPoints[i]);
      const scale = first.scales[0] ?? 1;
      const second = scale * 2 ** ratio * mantissas[0];
      const larger = Math.max(scale, second);
      return {
        inputs: [first, perTensor(second, zero(0))],
        output: perTensor(larger * 2 ** outputRatio * mantissas[1], zero(1)),
      };
    });

const plain: fc.Arbitrary<Scales | undefined> = fc.constant(undefined);

const ofType = (dtype: AddType): fc.Arbitrary<OpCase<AddAttributes>> =>
  fc
    .record({
      shapes: broadcastPair(shapes({ minRank: 0, maxRank: 5, maxElements: 300 })),
      numbers: dtype === "int8" || dtype === "int16" ? scales(dtype) : plain,
      constant: fc.constantFrom(undefined, undefined, 0, 1),
      seed,
      fused: activation,
    })
    .map(({ shapes: [a, b, output], numbers, constant, seed: values, fused }) => {
      const operand = (shape: Shape, i: 0 | 1): CaseTensor => ({
        shape,
        dtype,
        ...(numbers === undefined ? {} : { quantization: numbers.inputs[i] }),
        ...(constant === i ? { values: constantValues(dtype, elementCount(shape), values) } : {}),
      });
      return {
        inputs: [operand(a, 0), operand(b, 1)],
        outputs: [{ shape: output, dtype, ...(numbers === undefined ? {} : { quantization: numbers.output }) }],
        attributes: { activation: fused },
      };
    });

const dtypes = fc.constantFrom<AddType[]>("int8", "int8", "int8", "int16", "int16", "int32", "float32");

export const cases = defineCases(add, dtypes.chain(ofType));
