// SPDX-License-Identifier: Apache-2.0
/** ABS: with and without rescaling, and int16 without quantisation. */
import { expect, test } from "vitest";
import { affine, run, violations } from "../../../test/support/one-node.js";
import { abs } from "./index.js";

test("int8 counts from the zero points, rescaled where the scales differ", () => {
  const input = { shape: [3], dtype: "int8" as const, quantization: affine(0.5, 10) };
  const output = (scale: number) => ({ shape: [3], dtype: "int8" as const, quantization: affine(scale, -100) });
  expect(run(abs, { inputs: [input], outputs: [output(0.5)], attributes: {} }, [10, 20, -10])).toEqual([
    -100, -90, -80,
  ]);
  expect(run(abs, { inputs: [input], outputs: [output(0.25)], attributes: {} }, [10, 20, -128])).toEqual([
    -100, -80, 127,
  ]);
});

test("int16 without quantisation wraps at its lowest value, with quantisation it saturates", () => {
  const plain = { shape: [2], dtype: "int16" as const };
  const quantised = { ...plain, quantization: affine(0.5) };
  expect(run(abs, { inputs: [plain], outputs: [plain], attributes: {} }, [-32768, -5])).toEqual([-32768, 5]);
  expect(run(abs, { inputs: [quantised], outputs: [quantised], attributes: {} }, [-32768, -5])).toEqual([32767, 5]);
  expect(violations(abs, { inputs: [quantised], outputs: [plain], attributes: {} })[0]).toMatch(
    /^per-tensor-quantization: /,
  );
});

test("float32 drops the sign of zero as well", () => {
  const tensor = { shape: [3], dtype: "float32" as const };
  expect(run(abs, { inputs: [tensor], outputs: [tensor], attributes: {} }, [-1.5, -0, 2])).toEqual([1.5, 0, 2]);
});
