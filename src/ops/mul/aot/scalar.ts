// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of MUL. */
import { cType, type KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import { type ClampRange, integerRange } from "../../../quant/activation.js";
import type { KernelEmitter } from "../../definition.js";
import { type BinaryArithmetic, binaryMemory, emitBinary, emitConstantOperandTable } from "../../shared/binary-c.js";
import { outputTensor } from "../../shared/operands.js";
import { plainArithmetic, SHORT_UNROLL, WRAPPING_HEADER } from "../../shared/plain-arithmetic-c.js";
import { clampExpression, rescaleExpression, signed } from "../../shared/rescale-c.js";
import type { MulAttributes } from "../attributes.js";
import { multiplier } from "../reference.js";
import { mulScaling } from "../scaling.js";

export const mulScalar = {
  isa: "scalar",
  memory: binaryMemory,
  emit: emitMul,
} as const satisfies KernelEmitter<MulAttributes>;

const PLAIN = {
  float: "*",
  integer: { call: "tinygen_wrapping_mul", header: WRAPPING_HEADER },
  unroll: SHORT_UNROLL,
} as const;

function emitMul(view: NodeView<MulAttributes>, kernel: KernelWriter): void {
  // A single constant factor makes the product a function of one byte.
  if (!emitConstantOperandTable(view, kernel, multiplier(view))) emitBinary(view, kernel, arithmeticOf(view, kernel));
}

function arithmeticOf(view: NodeView<MulAttributes>, kernel: KernelWriter): BinaryArithmetic {
  const plain = plainArithmetic(view, kernel, PLAIN);
  if (plain !== undefined) return plain;
  const { dtype } = outputTensor(view);
  const { zeroPoints, output, range } = mulScaling(view);
  const stored = integerRange(dtype);
  const term = (zeroPoint: number) => (x: string) => (zeroPoint === 0 ? x : `(${x} ${signed(-zeroPoint)})`);
  const from = productRange(stored, zeroPoints);
  return {
    termType: "int32_t",
    terms: [term(zeroPoints[0]), term(zeroPoints[1])],
    unroll: dtype === "int8" ? 2 : 1,
    join(a, b) {
      const scaled = rescaleExpression(kernel, { ...output, x: `${a} * ${b}`, from });
      return clampExpression(kernel, scaled, cType(dtype), range);
    },
  };
}

function productRange({ min, max }: ClampRange, [a, b]: readonly [number, number]): ClampRange {
  const products = [min - a, max - a].flatMap((x) => [x * (min - b), x * (max - b)]);
  return { min: Math.min(...products), max: Math.max(...products) };
}
