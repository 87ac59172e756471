// SPDX-License-Identifier: Apache-2.0
/** Random cases of SVDF for the differential suite. */
import fc from "fast-check";
import { affine, extent, mantissa, perTensor, seed, zeroPoint } from "../../../test/support/op-case-arbitraries.js";
import { type CaseTensor, defineCases, type OpCase } from "../../../test/support/op-case.js";
import { constantValues } from "../../../test/support/op-case-data.js";
import { mix } from "../../../test/support/random.js";
import type { SvdfAttributes } from "./attributes.js";
import { svdf } from "./index.js";

/** Exponents of the two factors, from sums that vanish to sums that saturate. */
const exponent = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: -14, max: -3 }) },
  { weight: 1, arbitrary: fc.integer({ min: -34, max: 8 }) },
);

const arbitrary = fc
  .record({
    state: fc.constantFrom("int8" as const, "int16" as const),
    batches: fc.integer({ min: 1, max: 3 }),
    depth: extent(20),
    memory: extent(9),
    rank: fc.integer({ min: 1, max: 3 }),
    units: extent(7),
    input: affine("int8"),
    weights: mantissa,
    stateZero: fc.oneof(fc.constant(0), zeroPoint("int8")),
    outputZero: zeroPoint("int8"),
    exponents: fc.tuple(exponent, exponent),
    biasBound: fc.constantFrom(0, 2 ** 12, 2 ** 20, 2 ** 31 - 1),
    seed,
  })
  .map((draw): OpCase<SvdfAttributes> => {
    const { state, batches, depth, memory, rank, units } = draw;
    const filters = units * rank;
    const f = Math.fround;
    const inputScale = draw.input.scales[0] ?? 1;
    const weightScale = f(draw.weights / 128);
    const stateScale = f((inputScale * weightScale) / 2 ** draw.exponents[0]);
    const timeScale = f(2 ** -7);
    const outputScale = f((stateScale * timeScale) / 2 ** draw.exponents[1]);
    const constant = (
      dtype: "int8" | "int16" | "int32",
      shape: readonly number[],
      scale: number,
      n: number,
      bound?: number,
    ): CaseTensor => ({
      shape,
      dtype,
      quantization: perTensor(scale, 0),
      values: constantValues(
        dtype,
        shape.reduce((product, size) => product * size, 1),
        mix(draw.seed + n),
        bound,
      ),
    });
    return {
      inputs: [
        { shape: [batches, depth], dtype: "int8", quantization: draw.input },
        constant("int8", [filters, depth], weightScale, 1),
        constant(state, [filters, memory], timeScale, 2),
        constant("int32", [units], f(stateScale * timeScale), 3, draw.biasBound),
        {
          shape: [batches, filters * memory],
          dtype: state,
          quantization: perTensor(stateScale, draw.stateZero),
          variable: true,
        },
      ],
      outputs: [{ shape: [batches, units], dtype: "int8", quantization: perTensor(outputScale, draw.outputZero) }],
      attributes: { rank },
    };
  });

export const cases = defineCases(svdf, arbitrary);
