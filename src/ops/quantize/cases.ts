// SPDX-License-Identifier: Apache-2.0
/** Random cases of QUANTIZE for the differential suite. */
import fc from "fast-check";
import type { DType } from "../../ir/dtype.js";
import type { Quantization } from "../../ir/quantization.js";
import { affine } from "../../../test/support/op-case-arbitraries.js";
import { defineCases, type OpCase } from "../../../test/support/op-case.js";
import { equalCounts, exponents, rescaled, unaryCase } from "../../../test/support/op-case-unary.js";
import type { QuantizeAttributes } from "./attributes.js";
import { quantize } from "./index.js";

const INTEGER_PAIRS: readonly (readonly [DType, DType])[] = quantize.signatures.flatMap(
  ({ inputs: [from], outputs: [to] }) =>
    from === undefined || to === undefined || from === "float32" ? [] : [[from as DType, to]],
);

const integers = fc
  .constantFrom(...INTEGER_PAIRS)
  .chain(([from, to]) =>
    fc
      .tuple(equalCounts, rescaled(from, to, exponents(-28, 40)))
      .map(([shapes, quantization]) => unaryCase({ shapes, types: [from, to], quantization, attributes: {} })),
  );

const floats = fc.constantFrom("int8" as const, "int16" as const).chain((to) =>
  fc.tuple(equalCounts, affine(to)).map(([shapes, output]): OpCase<QuantizeAttributes> =>
    unaryCase({
      shapes,
      types: ["float32", to],
      quantization: [undefined, output],
      attributes: {},
      telling: ties(output, to),
    }),
  ),
);

/** Multiples of half a step around 0 and around both ends of the type, with their neighbours. */
function ties(
  { scales: [scale = 1], zeroPoints: [zero = 0] }: Quantization,
  dtype: "int8" | "int16",
): readonly number[] {
  const half = dtype === "int8" ? 128 : 32768;
  const centres = [0, -half - zero, half - 1 - zero];
  const steps = centres.flatMap((centre) => [-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2].map((step) => centre + step));
  const exact = steps.map((step) => Math.fround(step * scale));
  return [
    ...exact,
    ...exact.map((x) => Math.fround(x * (1 + 2 ** -22))),
    ...exact.map((x) => Math.fround(x * (1 - 2 ** -22))),
  ];
}

export const cases = defineCases(
  quantize,
  fc.oneof({ weight: 3, arbitrary: integers }, { weight: 2, arbitrary: floats }),
);
