// SPDX-License-Identifier: Apache-2.0
/** SOFTMAX: constraints, values against the real function, rows, overlap. */
import { describe, expect, test } from "vitest";
import type { DType } from "../../ir/dtype.js";
import { SCALAR, affine, run, viewOfCase, violations } from "../../../test/support/one-node.js";
import type { OpCase } from "../../../test/support/op-case.js";
import type { SoftmaxAttributes } from "./attributes.js";
import { softmax } from "./index.js";

const OUTPUT = {
  "int8 int8": [1 / 256, -128],
  "int8 int16": [1 / 65536, -32768],
  "int16 int16": [1 / 32768, 0],
} as const;

interface Options {
  readonly types?: keyof typeof OUTPUT;
  readonly scale?: number;
  readonly beta?: number;
  readonly shape?: readonly number[];
  readonly output?: object;
  readonly input?: object;
}

function node(options: Options = {}): OpCase<SoftmaxAttributes> {
  const { types = "int8 int8", scale = 0.1, beta = 1, shape = [1, 4] } = options;
  const [inputType, outputType] = types.split(" ") as [DType, DType];
  const [outputScale, zeroPoint] = OUTPUT[types];
  const output = { shape, dtype: outputType, quantization: affine(outputScale, zeroPoint), ...options.output };
  return {
    inputs: [{ shape, dtype: inputType, quantization: affine(scale), ...options.input }],
    outputs: [output],
    attributes: { beta },
  };
}

describe("constraints", () => {
  test.each(["int8 int8", "int8 int16", "int16 int16"] as const)("accept %s", (types) => {
    expect(violations(softmax, node({ types }))).toEqual([]);
  });

  test.each([
    ["float32", node({ input: { dtype: "float32" }, output: { dtype: "float32" } }), "signature"],
    ["shapes", node({ output: { shape: [4] } }), "shapes: input 1x4, output 4"],
    ["a scalar", node({ shape: [] }), "shapes: input scalar, output scalar"],
    [
      "the output scale",
      node({ output: { quantization: affine(1 / 128, -128) } }),
      "output-quantization: scale 0.0078125, zero point -128",
    ],
    ["no scale", node({ scale: 0 }), "per-tensor-quantization: input 0 has scale 0"],
    ["beta 0", node({ beta: 0 }), "beta: beta is 0"],
    ["tiny scales", node({ scale: 2 ** -27 }), `exponent-scale: beta 1, scale ${2 ** -27}`],
    [
      "an int16 zero point",
      node({ types: "int16 int16", input: { quantization: affine(0.1, 7) } }),
      "zero-point-of-input: input 0 has zero point 7",
    ],
  ])("refuse %s", (_, opCase, expected) => {
    expect(violations(softmax, opCase)).toContain(expected);
  });
});

describe("reference", () => {
  const stored = [30, -20, 25, 0];
  const real = (scale: number): number[] => {
    const exponentials = stored.map((x) => Math.exp(x * Math.fround(scale)));
    const sum = exponentials.reduce((a, b) => a + b, 0);
    return exponentials.map((x) => x / sum);
  };

  test.each([
    ["int8 int8", 0.1, 256, 128, 0.6],
    ["int8 int16", 0.1, 65536, 32768, 4],
    ["int16 int16", 0.01, 32768, 0, 16],
  ] as const)("%s is near the real function", (types, scale, steps, offset, tolerance) => {
    run(softmax, node({ types, scale }), stored).forEach((value, i) => {
      expect(Math.abs(value + offset - real(scale)[i]! * steps)).toBeLessThan(tolerance);
    });
  });

  test("equal elements share the probability, one alone gets all of it", () => {
    expect(run(softmax, node(), [7, 7, 7, 7])).toEqual([-64, -64, -64, -64]);
    expect(run(softmax, node({ shape: [1, 1] }), [5])).toEqual([127]);
    expect(run(softmax, node({ scale: 1 }), [127, -128, -128, -128])).toEqual([127, -128, -128, -128]);
  });

  test("normalises every row on its own", () => {
    const rows = run(softmax, node({ shape: [2, 2], scale: 0.05 }), [10, -10, -10, 10]);
    expect(rows.slice(2)).toEqual([rows[1], rows[0]]);
  });
});

test("a widening kernel may not overtake the elements that it has still to read", () => {
  const [emitter] = softmax.aot;
  const overlaps = (types: keyof typeof OUTPUT) =>
    emitter.memory?.(viewOfCase("SOFTMAX", node({ types })), SCALAR).overlaps;
  expect(overlaps("int8 int8")).toEqual([{ input: 0, output: 0, outputBelow: 0 }]);
  expect(overlaps("int8 int16")).toEqual([{ input: 0, output: 0, outputBelow: 3 }]);
});
