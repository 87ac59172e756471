// SPDX-License-Identifier: Apache-2.0
/** Random cases of MIRROR_PAD for the differential suite. */
import fc from "fast-check";
import { seed, shapes } from "../../../test/support/op-case-arbitraries.js";
import { defineCases } from "../../../test/support/op-case.js";
import { constantTensor, integers, rarely, typeAmong } from "../../../test/support/op-case-movement.js";
import { mirrorPad } from "./index.js";

export const cases = defineCases(
  mirrorPad,
  fc
    .record({
      dtype: typeAmong(["int8", "float32"]),
      index: fc.constantFrom("int32" as const, "int64" as const),
      shape: shapes({ minRank: 1, maxRank: 4, maxElements: 150 }),
      pads: fc.array(fc.constantFrom(0, 0, 1, 1, 2, 3, 9), { minLength: 8, maxLength: 8 }),
      reflect: fc.boolean(),
      constant: rarely(8),
      seed,
    })
    .map(({ dtype, index, shape, pads, reflect, constant, seed: values }) => {
      const paddings = shape.map((extent, axis) => {
        const most = extent - (reflect ? 1 : 0);
        return [Math.min(pads[2 * axis] ?? 0, most), Math.min(pads[2 * axis + 1] ?? 0, most)] as const;
      });
      return {
        inputs: [
          constant ? constantTensor(dtype, shape, values) : { shape, dtype },
          integers(paddings.flat(), index, [shape.length, 2]),
        ],
        outputs: [
          {
            shape: shape.map((extent, axis) => extent + (paddings[axis]?.[0] ?? 0) + (paddings[axis]?.[1] ?? 0)),
            dtype,
          },
        ],
        attributes: { reflect },
      };
    }),
);
