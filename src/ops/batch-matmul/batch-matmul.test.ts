// SPDX-License-Identifier: Apache-2.0
/** BATCH_MATMUL: a product by hand in every storage order, batches, and the rules. */
import { describe, expect, test } from "vitest";
import { affine, run, violations } from "../../../test/support/one-node.js";
import type { OpCase } from "../../../test/support/op-case.js";
import type { Shape } from "../../ir/shape.js";
import type { BatchMatmulAttributes } from "./attributes.js";
import { batchMatmul } from "./index.js";

interface Operands {
  readonly first: Shape;
  readonly second: Shape;
  readonly output: Shape;
  readonly transposeFirst?: boolean;
  readonly transposeSecond?: boolean;
  readonly dtype?: "int8" | "int16";
  readonly zeroPoints?: readonly [number, number];
}

function product(operands: Operands): OpCase<BatchMatmulAttributes> {
  const { first, second, output, transposeFirst = false, transposeSecond = false, dtype = "int8" } = operands;
  const { zeroPoints = [0, 0] } = operands;
  return {
    inputs: [
      { shape: first, dtype, quantization: affine(0.5, zeroPoints[0]) },
      { shape: second, dtype, quantization: affine(0.5, zeroPoints[1]) },
    ],
    outputs: [{ shape: output, dtype, quantization: affine(0.25, 0) }],
    attributes: { transposeFirst, transposeSecond },
  };
}

const output = [2, 2];
// [1 2 3; 4 5 6] · [1 4; 2 5; 3 6]
const expected = [14, 32, 32, 77];

describe("values", () => {
  test.each([false, true])("first matrix transposed: %s", (transposeFirst) => {
    const first = transposeFirst ? [1, 4, 2, 5, 3, 6] : [1, 2, 3, 4, 5, 6];
    const shape = transposeFirst ? [3, 2] : [2, 3];
    const plain = product({ first: shape, second: [3, 2], output, transposeFirst });
    expect(run(batchMatmul, plain, first, [1, 4, 2, 5, 3, 6])).toEqual(expected);
    const turned = product({ first: shape, second: [2, 3], output, transposeFirst, transposeSecond: true });
    expect(run(batchMatmul, turned, first, [1, 2, 3, 4, 5, 6])).toEqual(expected);
  });

  test("zero points count on both sides, int16 gives the same", () => {
    const shapes = { first: [2, 3], second: [3, 2], output };
    expect(
      run(batchMatmul, product({ ...shapes, zeroPoints: [10, -5] }), [11, 12, 13, 14, 15, 16], [-4, -1, -3, 0, -2, 1]),
    ).toEqual(expected);
    expect(run(batchMatmul, product({ ...shapes, dtype: "int16" }), [1, 2, 3, 4, 5, 6], [1, 4, 2, 5, 3, 6])).toEqual(
      expected,
    );
  });

  test("batches broadcast", () => {
    const opCase = product({ first: [2, 1, 1, 2], second: [2, 2, 1], output: [2, 2, 1, 1] });
    expect(run(batchMatmul, opCase, [1, 2, 3, 4], [1, 1, 0, 1])).toEqual([3, 2, 7, 4]);
  });
});

describe("rules", () => {
  test("inner extents agree and the output follows", () => {
    expect(violations(batchMatmul, product({ first: [2, 3], second: [3, 2], output }))).toEqual([]);
    expect(violations(batchMatmul, product({ first: [2, 3], second: [2, 2], output }))).toEqual([
      "shapes: inputs 2x3 and 2x2, output 2x2",
    ]);
    expect(violations(batchMatmul, product({ first: [3], second: [3, 2], output: [2] }))[0]).toBe(
      "rank: input 0 has shape 3",
    );
  });

  test("int16 has zero points 0", () => {
    const opCase = product({ first: [2, 3], second: [3, 2], output, dtype: "int16", zeroPoints: [0, 1] });
    expect(violations(batchMatmul, opCase)).toEqual(["zero-points: input 1 has zero point 1"]);
  });
});
