// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of SUB. */
import { cType, type KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import { integerRange } from "../../../quant/activation.js";
import type { KernelEmitter } from "../../definition.js";
import { addendTerm } from "../../shared/addend-c.js";
import {
  type BinaryArithmetic,
  binaryMemory,
  emitBinary,
  emitConstantOperandTable,
  plainTerms,
} from "../../shared/binary-c.js";
import { clampFloatExpression, clampIntegerExpression } from "../../shared/clamp-c.js";
import { floatRange, plainIntegerRange } from "../../shared/float-range.js";
import { linearArithmetic } from "../../shared/linear-pairs-c.js";
import { outputTensor } from "../../shared/operands.js";
import { clampExpression, rescaleExpression, signed } from "../../shared/rescale-c.js";
import type { SubAttributes } from "../attributes.js";
import { subtractor } from "../reference.js";
import { subScaling } from "../scaling.js";

export const subScalar = {
  isa: "scalar",
  memory: binaryMemory,
  emit: emitSub,
} as const satisfies KernelEmitter<SubAttributes>;

function emitSub(view: NodeView<SubAttributes>, kernel: KernelWriter): void {
  // A single constant operand makes the difference a function of one byte.
  if (!emitConstantOperandTable(view, kernel, subtractor(view))) emitBinary(view, kernel, arithmeticOf(view, kernel));
}

function arithmeticOf(view: NodeView<SubAttributes>, kernel: KernelWriter): BinaryArithmetic {
  const { dtype } = outputTensor(view);
  const { activation } = view.node.attributes;
  if (dtype === "int32") {
    kernel.include("tinygen_elementwise.h");
    const range = plainIntegerRange(activation, dtype);
    const join = (a: string, b: string): string =>
      clampIntegerExpression(kernel, `tinygen_wrapping_sub(${a}, ${b})`, dtype, range);
    return { termType: "int32_t", terms: plainTerms, join, unroll: 4 };
  }
  if (dtype === "float32") {
    const range = floatRange(activation);
    const join = (a: string, b: string): string => clampFloatExpression(kernel, `${a} - ${b}`, range);
    return { termType: "float", terms: plainTerms, join, unroll: 2 };
  }
  const { operands, leftShift, output, range } = subScaling(view);
  if (dtype === "int8") {
    const difference = { result: subtractor(view), operands, leftShift, output, range, sign: -1 } as const;
    const linear = linearArithmetic(kernel, difference);
    if (linear !== undefined) return linear;
  }
  const stored = integerRange(dtype);
  const [a, b] = [
    addendTerm(kernel, { addend: operands[0], leftShift, stored }),
    addendTerm(kernel, { addend: operands[1], leftShift, stored }),
  ];
  const offset = a.offset - b.offset;
  const from = { min: a.min - b.max, max: a.max - b.min };
  return {
    termType: "int32_t",
    terms: [a.expression, b.expression],
    unroll: dtype === "int8" ? 2 : 1,
    join(left, right) {
      const difference = `${left} - ${right}${offset === 0 ? "" : ` ${signed(offset)}`}`;
      return clampExpression(
        kernel,
        rescaleExpression(kernel, { ...output, x: difference, from }),
        cType(dtype),
        range,
      );
    },
  };
}
