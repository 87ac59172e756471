// SPDX-License-Identifier: Apache-2.0
/** Random cases of UNIDIRECTIONAL_SEQUENCE_LSTM for the differential suite. */
import fc from "fast-check";
import {
  extent,
  mantissa,
  perTensor,
  scaleBetween,
  seed,
  zeroPoint,
} from "../../../test/support/op-case-arbitraries.js";
import { type CaseTensor, defineCases, type OpCase } from "../../../test/support/op-case.js";
import { constantValues } from "../../../test/support/op-case-data.js";
import { mix } from "../../../test/support/random.js";
import type { LstmAttributes } from "./attributes.js";
import { unidirectionalSequenceLstm } from "./index.js";
import { BIAS_INPUTS, CELL_STATE, HIDDEN_STATE, INPUT, INPUT_COUNT, WEIGHT_INPUTS } from "./inputs.js";

const cellScale = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: -16, max: -8 }).map((exponent) => 2 ** exponent) },
  { weight: 1, arbitrary: scaleBetween(-20, 0) },
);

const arbitrary = fc
  .record({
    element: fc.constantFrom("int8" as const, "int8" as const, "int16" as const),
    timeMajor: fc.boolean(),
    batches: fc.integer({ min: 1, max: 3 }),
    steps: extent(4),
    depth: extent(9),
    units: extent(7),
    cellScale,
    clip: fc.constantFrom(0, 0, 10, 0.5),
    /** Exponents of the gates' factors. */
    exponents: fc.array(fc.integer({ min: -14, max: -2 }), { minLength: 8, maxLength: 8 }),
    mantissas: fc.tuple(mantissa, mantissa),
    zeros: fc.tuple(zeroPoint("int8"), zeroPoint("int8")),
    biasBound: fc.constantFrom(0, 2 ** 10, 2 ** 16, 2 ** 31 - 1),
    seed,
  })
  .map((draw): OpCase<LstmAttributes> => {
    const { element, timeMajor, batches, steps, depth, units } = draw;
    const wide = element === "int16";
    const zero = (i: 0 | 1): number => (wide ? 0 : draw.zeros[i]);
    const scaleOf = (i: 0 | 1): number => draw.mantissas[i] * (wide ? 2 ** -15 : 2 ** -8);
    const time = timeMajor ? [steps, batches] : [batches, steps];
    const state = (dtype: "int8" | "int16", scale: number, zeroPointOf: number): CaseTensor => ({
      shape: [batches, units],
      dtype,
      quantization: perTensor(scale, zeroPointOf),
      variable: true,
    });
    const inputs = Array.from({ length: INPUT_COUNT }, (_, index): CaseTensor | undefined => {
      if (index === INPUT)
        return { shape: [...time, depth], dtype: element, quantization: perTensor(scaleOf(0), zero(0)) };
      if (index === HIDDEN_STATE) return state(element, scaleOf(1), zero(1));
      if (index === CELL_STATE) return state("int16", draw.cellScale, 0);
      if (WEIGHT_INPUTS.includes(index)) {
        const recurrent = index > 4;
        const columns = recurrent ? units : depth;
        // int16 sums are 2^8 times as large and meet scales as much smaller.
        const factor = 2 ** ((draw.exponents[index - 1] ?? 0) - (wide ? 7 : 0));
        const quantization = perTensor((factor * 2 ** -12) / scaleOf(recurrent ? 1 : 0), 0);
        const values = constantValues("int8", units * columns, mix(draw.seed + index));
        return { shape: [units, columns], dtype: "int8", quantization, values };
      }
      if (!BIAS_INPUTS.includes(index)) return undefined;
      const dtype = wide ? "int64" : "int32";
      return { shape: [units], dtype, values: constantValues(dtype, units, mix(draw.seed + index), draw.biasBound) };
    });
    return {
      inputs,
      outputs: [{ shape: [...time, units], dtype: element, quantization: perTensor(scaleOf(1), zero(1)) }],
      attributes: { activation: "TANH", cellClip: draw.clip, timeMajor },
    };
  });

export const cases = defineCases(unidirectionalSequenceLstm, arbitrary);
