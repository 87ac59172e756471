// SPDX-License-Identifier: Apache-2.0
/** Random cases of SELECT_V2 for the differential suite. */
import fc from "fast-check";
import type { Shape } from "../../ir/shape.js";
import { elementCount } from "../../ir/shape.js";
import { type CaseTensor, defineCases, type OpCase } from "../../../test/support/op-case.js";
import { affine, seed, shapes } from "../../../test/support/op-case-arbitraries.js";
import { constantValues } from "../../../test/support/op-case-data.js";
import type { NoAttributes } from "../shared/no-attributes.js";
import { selectV2 } from "./index.js";

type Choice = "int8" | "int16" | "float32";

/** Each input is the result with some axes reduced to 1 or leading ones left out; no axis in all three. */
const triple: fc.Arbitrary<readonly [Shape, Shape, Shape, Shape]> = fc
  .record({
    result: shapes({ minRank: 1, maxRank: 5, maxElements: 300 }),
    repeats: fc.array(fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()), { minLength: 5, maxLength: 5 }),
    equal: fc.boolean(),
    omit: fc.integer({ min: 0, max: 2 }),
  })
  .map(({ result, repeats, equal, omit }) => {
    const input = (index: 0 | 1 | 2): Shape => {
      const shape = result.map((extent, axis) => {
        const flags = repeats[axis] ?? [false, false, false];
        return !equal && flags[index] && !flags.every(Boolean) ? 1 : extent;
      });
      const first = shape.findIndex((extent) => extent !== 1);
      return index === omit && !equal && first > 0 ? shape.slice(first) : shape;
    };
    return [input(0), input(1), input(2), result];
  });

const ofType = (dtype: Choice): fc.Arbitrary<OpCase<NoAttributes>> =>
  fc
    .record({
      shapes: triple,
      quantization: affine("int8"),
      constant: fc.constantFrom(undefined, undefined, 1, 2),
      seed,
    })
    .map(({ shapes: [condition, x, y, output], quantization, constant, seed: values }) => {
      const numbers = dtype === "float32" ? {} : { quantization };
      const operand = (shape: Shape, index: 1 | 2): CaseTensor => ({
        shape,
        dtype,
        ...numbers,
        ...(constant === index ? { values: constantValues(dtype, elementCount(shape), values) } : {}),
      });
      return {
        inputs: [{ shape: condition, dtype: "bool" }, operand(x, 1), operand(y, 2)],
        outputs: [{ shape: output, dtype, ...numbers }],
        attributes: {},
      };
    });

export const cases = defineCases(selectV2, fc.constantFrom<Choice[]>("int8", "int16", "float32").chain(ofType));
