// SPDX-License-Identifier: Apache-2.0
/** CUMSUM: every direction by hand, TFLM's extra zero point, and the rules. */
import { describe, expect, test } from "vitest";
import { affine, run, violations } from "../../../test/support/one-node.js";
import type { OpCase } from "../../../test/support/op-case.js";
import type { CumsumAttributes } from "./attributes.js";
import { cumsum } from "./index.js";

function along(axis: number, attributes: CumsumAttributes, zeroPoint = 0): OpCase<CumsumAttributes> {
  return {
    inputs: [
      { shape: [2, 3], dtype: "int8", quantization: affine(0.5, zeroPoint) },
      { shape: [], dtype: "int32", values: [axis] },
    ],
    outputs: [{ shape: [2, 3], dtype: "int8", quantization: affine(0.5, 0) }],
    attributes,
  };
}

describe("values", () => {
  test.each<[number, CumsumAttributes, number[]]>([
    [1, { exclusive: false, reverse: false }, [1, 3, 6, 4, 9, 15]],
    [-1, { exclusive: true, reverse: false }, [0, 1, 3, 0, 4, 9]],
    [1, { exclusive: false, reverse: true }, [6, 5, 3, 15, 11, 6]],
    [1, { exclusive: true, reverse: true }, [5, 3, 0, 11, 6, 0]],
    [0, { exclusive: false, reverse: false }, [1, 2, 3, 5, 7, 9]],
  ])("axis %d %o", (axis, attributes, expected) => {
    expect(run(cumsum, along(axis, attributes), [1, 2, 3, 4, 5, 6])).toEqual(expected);
  });

  test("int8 sums start from the negative zero point, as in TFLM", () => {
    const opCase = along(1, { exclusive: false, reverse: false }, 10);
    expect(run(cumsum, opCase, [11, 12, 13, 14, 15, 16])).toEqual([-9, -7, -4, -6, -1, 5]);
  });
});

test("one axis that exists", () => {
  expect(violations(cumsum, along(1, { exclusive: false, reverse: false }))).toEqual([]);
  expect(violations(cumsum, along(2, { exclusive: false, reverse: false }))[0]).toMatch(/^axis: /);
});
