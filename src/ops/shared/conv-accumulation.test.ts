// SPDX-License-Identifier: Apache-2.0
/** The widths that the analysis promises, checked against sums over the worst inputs. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { integerRange } from "../../quant/activation.js";
import { multiplyByQuantizedMultiplier } from "../../quant/fixed-point.js";
import type { QuantizedMultiplier } from "../../quant/multiplier.js";
import { analyseAccumulation, isUniform } from "./conv-accumulation.js";
import type { Convolution } from "./convolution.js";

interface Draft {
  readonly weights: readonly number[];
  readonly bias: number;
  readonly zeroPoint: number;
  readonly multipliers?: readonly QuantizedMultiplier[];
  readonly accumulator?: "int32" | "int64";
  readonly element?: "int8" | "int16";
}

// One channel per multiplier, all with the same weights.
function convolution(draft: Draft): Convolution {
  const { weights, bias, zeroPoint, element = "int8", accumulator = "int32" } = draft;
  const multipliers = draft.multipliers ?? [{ multiplier: 2 ** 30, shift: -5 }];
  const geometry = {
    ...{ batches: 1, inputHeight: 1, inputWidth: 1, inputDepth: weights.length },
    ...{ outputHeight: 1, outputWidth: 1, outputDepth: multipliers.length },
    ...{ kernelHeight: 1, kernelWidth: 1, strideHeight: 1, strideWidth: 1, dilationHeight: 1, dilationWidth: 1 },
    ...{ padTop: 0, padLeft: 0, groups: 1 },
  };
  const { min, max } = integerRange(element);
  const biases = multipliers.map(() => bias);
  return {
    geometry,
    quantization: { inputZeroPoint: zeroPoint, outputZeroPoint: 0, min, max, multipliers },
    element,
    filter: Int8Array.from(multipliers.flatMap(() => weights)),
    bias: accumulator === "int64" ? BigInt64Array.from(biases, BigInt) : Int32Array.from(biases),
    accumulator,
  };
}

const weights = fc.array(fc.integer({ min: -128, max: 127 }), { minLength: 1, maxLength: 30 });
const anyBias = fc.oneof(
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  fc.integer({ min: -30000, max: 30000 }),
  fc.constantFrom(2 ** 31 - 1, -(2 ** 31), 2 ** 30 - 1, 2 ** 30, -(2 ** 30)),
);

describe("analyseAccumulation", () => {
  test("the folded bias and raw inputs give the sum of the bias and centred inputs", () => {
    fc.assert(
      fc.property(
        weights,
        anyBias,
        fc.integer({ min: -128, max: 127 }),
        fc.int8Array({ minLength: 30 }),
        (w, bias, zp, x) => {
          const { foldedBias, sumType } = analyseAccumulation(convolution({ weights: w, bias, zeroPoint: zp }));
          const raw = w.reduce((sum, weight, i) => sum + weight * x[i]!, 0);
          const centred = w.reduce((sum, weight, i) => sum + weight * (x[i]! - zp), 0);
          const difference = foldedBias[0]! + BigInt(raw) - BigInt(bias + centred);
          // Sums that may wrap agree modulo 2^32.
          expect(sumType === "uint32_t" ? BigInt.asIntN(32, difference) : difference).toBe(0n);
        },
      ),
    );
  });

  test("int32_t sums cannot overflow, and rescaled ones stay below 2^30", () => {
    fc.assert(
      fc.property(weights, anyBias, fc.integer({ min: -128, max: 127 }), (w, bias, zp) => {
        const { foldedBias, sumType, form } = analyseAccumulation(convolution({ weights: w, bias, zeroPoint: zp }));
        for (const pick of [(weight: number) => weight > 0, (weight: number) => weight < 0]) {
          let partial = Number(foldedBias[0]!);
          let centred = bias;
          for (const weight of w) {
            partial += weight * (pick(weight) ? 127 : -128);
            centred += weight * ((pick(weight) ? 127 : -128) - zp);
            if (sumType === "int32_t") {
              expect(Math.abs(partial)).toBeLessThan(2 ** 31);
              expect(Math.abs(centred)).toBeLessThan(2 ** 31);
            }
          }
          if (form === "rescale") expect(Math.abs(centred)).toBeLessThan(2 ** 30);
        }
      }),
    );
  });

  test("takes the short form only when all channels shift right", () => {
    const form = (...shifts: readonly number[]): string =>
      analyseAccumulation(
        convolution({
          weights: [1],
          bias: 0,
          zeroPoint: 0,
          multipliers: shifts.map((shift) => ({ multiplier: 2 ** 30, shift })),
        }),
      ).form;
    expect([form(-1, -31), form(-3, 0), form(-3, 2)]).toEqual(["rescale", "general", "general"]);
  });

  test("a multiplier of zero has a shift that the short form accepts", () => {
    const multipliers = [
      { multiplier: 2 ** 30, shift: -4 },
      { multiplier: 0, shift: 0 },
    ];
    const { form, shifts } = analyseAccumulation(convolution({ weights: [1], bias: 0, zeroPoint: 0, multipliers }));
    expect({ form, shifts }).toEqual({ form: "rescale", shifts: [4, 1] });
    expect(multiplyByQuantizedMultiplier(12345, 0, -1)).toBe(0);
  });

  test("64-bit sums are narrowed when they fit", () => {
    const wide = { weights: [127, -127], zeroPoint: 0, accumulator: "int64", element: "int16" } as const;
    expect(analyseAccumulation(convolution({ ...wide, bias: 1000 }))).toMatchObject({
      sumType: "int32_t",
      form: "int64",
    });
    expect(analyseAccumulation(convolution({ ...wide, bias: 2 ** 31 }))).toMatchObject({
      sumType: "int64_t",
      form: "int64",
    });
  });
});

test("isUniform tells one multiplier from several", () => {
  const of = (...multipliers: readonly QuantizedMultiplier[]): boolean =>
    isUniform(analyseAccumulation(convolution({ weights: [1], bias: 0, zeroPoint: 0, multipliers })));
  const one = { multiplier: 2 ** 30, shift: -5 };
  expect(of(one, one)).toBe(true);
  expect(of(one, { ...one, shift: -6 })).toBe(false);
  expect(of(one, { ...one, multiplier: 2 ** 30 + 1 })).toBe(false);
});
