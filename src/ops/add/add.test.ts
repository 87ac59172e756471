// SPDX-License-Identifier: Apache-2.0
/** ADD: constraints, rounding, saturation, broadcasting, overlap. */
import { describe, expect, test } from "vitest";
import { SCALAR, affine, run, viewOfCase, violations } from "../../../test/support/one-node.js";
import type { CaseTensor, OpCase } from "../../../test/support/op-case.js";
import type { AddAttributes } from "./attributes.js";
import { add } from "./index.js";

const tensor = (scale: number, zeroPoint = 0, shape: readonly number[] = [2]): CaseTensor => ({
  shape,
  dtype: "int8",
  quantization: affine(scale, zeroPoint),
});

const sum = (change: Partial<OpCase<AddAttributes>> = {}): OpCase<AddAttributes> => ({
  inputs: [tensor(0.5), tensor(0.5)],
  outputs: [tensor(0.5)],
  attributes: { activation: "NONE" },
  ...change,
});

const plain = (dtype: "int32" | "float32", shape: readonly number[] = [2]): CaseTensor => ({ shape, dtype });

describe("constraints", () => {
  test("accept equal shapes and broadcasting", () => {
    expect(violations(add, sum())).toEqual([]);
    const broadcast = { inputs: [tensor(1, 0, [2, 1]), tensor(1, 0, [3])], outputs: [tensor(1, 0, [2, 3])] };
    expect(violations(add, sum(broadcast))).toEqual([]);
  });

  test.each<[string, Partial<OpCase<AddAttributes>>, string]>([
    ["shapes", { inputs: [tensor(1, 0, [3]), tensor(1)] }, "broadcast: inputs 3 and 2, output 2"],
    ["output shape", { outputs: [tensor(1, 0, [1, 2])] }, "broadcast: inputs 2 and 2, output 1x2"],
    ["activation", { attributes: { activation: "TANH" } }, "fused-activation: TANH"],
    [
      "quantisation",
      { inputs: [{ shape: [2], dtype: "int8" }, tensor(1)] },
      "per-tensor-quantization: input 0 has no quantisation",
    ],
    ["tiny output scale", { outputs: [tensor(2 ** -21)] }, "output-scale: the factor is 2"],
    [
      "quantised int32",
      { inputs: [{ ...plain("int32"), quantization: affine(0.5) }, plain("int32")], outputs: [plain("int32")] },
      "int32-is-not-quantised: input 0 has scale 0.5",
    ],
    ["types", { outputs: [plain("int32")] }, "signature"],
  ])("refuse %s", (_, change, expected) => {
    expect(violations(add, sum(change))).toContain(expected);
  });
});

describe("reference", () => {
  test("adds and saturates", () => {
    expect(run(add, sum(), [1, 100], [-3, 100])).toEqual([-2, 127]);
    expect(run(add, sum(), [-100, 0], [-100, 5])).toEqual([-128, 5]);
  });

  test("rounds halves away from zero", () => {
    const halves = sum({ inputs: [tensor(1), tensor(0.5)], outputs: [tensor(1)] });
    expect(run(add, halves, [3, -3], [1, -1])).toEqual([4, -4]);
  });

  test("subtracts zero points and clamps to the activation", () => {
    const shifted = sum({
      inputs: [tensor(1, 10), tensor(1, -20)],
      outputs: [tensor(1, 5)],
      attributes: { activation: "RELU6" },
    });
    // 3 + 1 = 4 is stored as 9; −2 becomes 0, stored as 5.
    expect(run(add, shifted, [13, 7], [-19, -19])).toEqual([9, 5]);
  });

  test("broadcasts both inputs", () => {
    const outer = sum({ inputs: [tensor(1, 0, [2, 1]), tensor(1, 0, [3])], outputs: [tensor(1, 0, [2, 3])] });
    expect(run(add, outer, [10, 20], [1, 2, 3])).toEqual([11, 12, 13, 21, 22, 23]);
  });

  test("int32 wraps and ignores the activation; float32 becomes finite", () => {
    const integers = { inputs: [plain("int32"), plain("int32")], outputs: [plain("int32")] };
    expect(run(add, sum({ ...integers, attributes: { activation: "RELU" } }), [0x7fffffff, -5], [1, 2])).toEqual([
      -0x80000000, -3,
    ]);
    const floats = { inputs: [plain("float32"), plain("float32")], outputs: [plain("float32")] };
    expect(run(add, sum(floats), [0.1, 3e38], [0.2, 3e38])).toEqual([Math.fround(0.1 + 0.2), 2 ** 128 - 2 ** 104]);
  });
});

test("only an input of the output's size may be overwritten", () => {
  const view = viewOfCase("ADD", sum({ inputs: [tensor(1), tensor(1, 0, [1])], outputs: [tensor(1)] }));
  expect(add.aot[0].memory?.(view, SCALAR).overlaps).toEqual([{ input: 0, output: 0, outputBelow: 0 }]);
});
