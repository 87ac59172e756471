// SPDX-License-Identifier: Apache-2.0
/** A quantised sum or difference of two bytes in its cheapest form: two products and one shift. */
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";
import { cInteger } from "../../codegen/c/literals.js";
import type { ClampRange } from "../../quant/activation.js";
import type { QuantizedMultiplier } from "../../quant/multiplier.js";
import type { BinaryArithmetic } from "./binary-c.js";
import { linearPairs } from "./linear-pairs.js";
import { clampExpression, signed } from "./rescale-c.js";

export interface LinearSum {
  /** The clamped result of two stored values. */
  readonly result: (a: number, b: number) => number;
  readonly operands: readonly [QuantizedMultiplier, QuantizedMultiplier];
  /** Bits that both operands are raised by before they are scaled. */
  readonly leftShift: number;
  readonly output: QuantizedMultiplier;
  readonly range: ClampRange;
  /** What becomes of the second operand. */
  readonly sign: 1 | -1;
}

/** Undefined where two roundings give other results than one does. */
export function linearArithmetic(kernel: KernelWriter, sum: LinearSum): BinaryArithmetic | undefined {
  const { operands, leftShift, output, sign, range, result } = sum;
  const factor = (of: QuantizedMultiplier): number => realOf(of) * realOf(output) * 2 ** leftShift;
  const form = linearPairs({ result, range, factors: [factor(operands[0]), sign * factor(operands[1])] });
  if (form === undefined) return undefined;
  return {
    termType: "int32_t",
    terms: [(x) => `${x} * ${cInteger(form.first)}`, (x) => `${x} * ${cInteger(form.second)}`],
    unroll: 4,
    join: (a, b) => clampExpression(kernel, `(${a} ${signed(form.offset)} + ${b}) >> ${form.shift}`, "int8_t", range),
  };
}

function realOf({ multiplier, shift }: QuantizedMultiplier): number {
  return multiplier * 2 ** (shift - 31);
}
