// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of DIV; int8 takes the reciprocal of the divisor from a table. */
import { cType, type KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import type { KernelEmitter } from "../../definition.js";
import { type BinaryArithmetic, binaryMemory, emitBinary, emitConstantOperandTable } from "../../shared/binary-c.js";
import { outputTensor } from "../../shared/operands.js";
import { plainArithmetic } from "../../shared/plain-arithmetic-c.js";
import { clampExpression, signed } from "../../shared/rescale-c.js";
import type { DivAttributes } from "../attributes.js";
import { divider } from "../reference.js";
import { divScaling } from "../scaling.js";

export const divScalar = {
  isa: "scalar",
  memory: binaryMemory,
  emit: emitDiv,
} as const satisfies KernelEmitter<DivAttributes>;

const DIVIDE_HEADER = "tinygen_divide.h";
const PLAIN = {
  float: "/",
  integer: { call: "tinygen_divide_int32", header: DIVIDE_HEADER },
  unroll: { float: 1, integer: 1 },
} as const;

function emitDiv(view: NodeView<DivAttributes>, kernel: KernelWriter): void {
  if (!emitConstantOperandTable(view, kernel, divider(view))) emitBinary(view, kernel, arithmeticOf(view, kernel));
}

function arithmeticOf(view: NodeView<DivAttributes>, kernel: KernelWriter): BinaryArithmetic {
  const plain = plainArithmetic(view, kernel, PLAIN);
  if (plain !== undefined) return plain;
  kernel.include(DIVIDE_HEADER);
  const { dtype } = outputTensor(view);
  const { zeroPoints, output, range, reciprocals } = divScaling(view);
  const table = kernel.constant({
    name: "reciprocals",
    dtype: "int32",
    values: reciprocals.map(({ scale }) => scale),
    comment:
      "1 / x for the magnitudes of the divisor, as fractions between 1/2 and 1; index 0 is never used on purpose",
  });
  const term = (zeroPoint: number) => (x: string) => (zeroPoint === 0 ? x : `${x} ${signed(-zeroPoint)}`);
  return {
    termType: "int32_t",
    terms: [term(zeroPoints[0]), term(zeroPoints[1])],
    join(a, b) {
      const quotient = `tinygen_divide_quantized(${a}, ${b}, ${table}, ${output.multiplier}, ${output.shift})`;
      const shifted = output.zeroPoint === 0 ? quotient : `tinygen_wrapping_add(${quotient}, ${output.zeroPoint})`;
      if (output.zeroPoint !== 0) kernel.include("tinygen_elementwise.h");
      return clampExpression(kernel, shifted, cType(dtype), range);
    },
  };
}
