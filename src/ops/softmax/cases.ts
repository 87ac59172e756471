// SPDX-License-Identifier: Apache-2.0
/** Random cases of SOFTMAX for the differential suite. */
import fc from "fast-check";
import { affine, perTensor, scaleBetween, shapes } from "../../../test/support/op-case-arbitraries.js";
import { defineCases } from "../../../test/support/op-case.js";
import { softmax } from "./index.js";

const beta = fc.oneof(
  { weight: 3, arbitrary: fc.constant(1) },
  { weight: 1, arbitrary: fc.constantFrom(0.5, 2, 10, 0.1) },
);
const scale = fc.oneof({ weight: 5, arbitrary: scaleBetween(-8, 1) }, { weight: 1, arbitrary: scaleBetween(-18, 12) });

const TYPES = [
  { from: "int8", to: "int8", output: perTensor(1 / 256, -128) },
  { from: "int8", to: "int8", output: perTensor(1 / 256, -128) },
  { from: "int8", to: "int16", output: perTensor(1 / 65536, -32768) },
  { from: "int16", to: "int16", output: perTensor(1 / 32768, 0) },
] as const;

export const cases = defineCases(
  softmax,
  fc.constantFrom(...TYPES).chain(({ from, to, output }) =>
    fc
      .record({ shape: shapes({ minRank: 1, maxRank: 4, maxElements: 300 }), input: affine(from, scale), factor: beta })
      .map(({ shape, input, factor }) => ({
        inputs: [{ shape, dtype: from, quantization: from === "int16" ? { ...input, zeroPoints: [0] } : input }],
        outputs: [{ shape, dtype: to, quantization: output }],
        attributes: { beta: Math.fround(factor) },
      })),
  ),
);
