// SPDX-License-Identifier: Apache-2.0
/** Random cases of PAD and PADV2. */
import fc from "fast-check";
import { affine, perTensor, seed, shapes } from "./op-case-arbitraries.js";
import type { CaseTensor, OpCase } from "./op-case.js";
import { constantValues } from "./op-case-data.js";

type Type = "int8" | "int16" | "int32" | "float32";

/** Up to five axes with paddings of 0 … 3 on either side; `value` adds the third input. */
export function padCases({
  value,
}: {
  readonly value: boolean;
}): fc.Arbitrary<OpCase<Readonly<Record<string, never>>>> {
  const paddings = fc.array(fc.constantFrom(0, 0, 0, 1, 2, 3), { minLength: 10, maxLength: 10 });
  return fc.constantFrom<Type[]>("int8", "int8", "int8", "int16", "int32", "float32").chain((dtype) =>
    fc
      .record({
        shape: shapes({ minRank: 1, maxRank: 5, maxElements: 100 }),
        paddings,
        index: fc.constantFrom("int32" as const, "int64" as const),
        affine: dtype === "int8" || dtype === "int16" ? affine(dtype) : fc.constant(perTensor(1, 0)),
        seed,
      })
      .map(({ shape, paddings: all, index, affine: quantization, seed: values }) => {
        const pads = all.slice(0, 2 * shape.length);
        const quantized = dtype === "int8" || dtype === "int16" ? { quantization } : {};
        const constant: CaseTensor = { shape: [1], dtype, ...quantized, values: constantValues(dtype, 1, values) };
        return {
          inputs: [
            { shape, dtype, ...quantized },
            { shape: [shape.length, 2], dtype: index, values: pads },
            ...(value ? [constant] : []),
          ],
          outputs: [
            {
              shape: shape.map((extent, axis) => extent + (pads[2 * axis] ?? 0) + (pads[2 * axis + 1] ?? 0)),
              dtype,
              ...quantized,
            },
          ],
          attributes: {},
        };
      }),
  );
}
