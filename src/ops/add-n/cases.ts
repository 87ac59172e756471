// SPDX-License-Identifier: Apache-2.0
/** Random cases of ADD_N for the differential suite. */
import fc from "fast-check";
import { affine, mantissa, perTensor, shapes, zeroPoint } from "../../../test/support/op-case-arbitraries.js";
import { type CaseTensor, defineCases, type OpCase } from "../../../test/support/op-case.js";
import { addN } from "./index.js";

const quantized = fc
  .tuple(affine("int8"), fc.integer({ min: -1, max: 3 }), mantissa, zeroPoint("int8"))
  .map(([input, exponent, m, zero]) => [input, perTensor((input.scales[0] ?? 1) * m * 2 ** exponent, zero)] as const);

const ofType = (dtype: "int8" | "float32") =>
  fc
    .record({
      shape: shapes({ maxRank: 4, maxElements: 100 }),
      count: fc.integer({ min: 2, max: 6 }),
      numbers: dtype === "int8" ? quantized : fc.constant(undefined),
      /** The first tensor stands at the end as well. */
      twice: fc.integer({ min: 0, max: 5 }),
    })
    .map(({ shape, count, numbers, twice }): OpCase<Readonly<Record<string, never>>> => {
      const tensor = (i: 0 | 1): CaseTensor => ({
        shape,
        dtype,
        ...(numbers === undefined ? {} : { quantization: numbers[i] }),
      });
      const inputs = Array.from({ length: count }, () => tensor(0));
      return {
        inputs: twice === 0 && inputs[0] !== undefined ? [...inputs, inputs[0]] : inputs,
        outputs: [tensor(1)],
        attributes: {},
      };
    });

export const cases = defineCases(
  addN,
  fc.constantFrom("int8" as const, "int8" as const, "float32" as const).chain(ofType),
);
