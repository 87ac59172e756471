// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of ADD. */
import { cType, type KernelWriter } from "../../../codegen/c/kernel-writer.js";
import { cFloat } from "../../../codegen/c/literals.js";
import type { NodeView } from "../../../ir/graph.js";
import { elementCount } from "../../../ir/shape.js";
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
import { floatRange } from "../../shared/float-range.js";
import { linearArithmetic } from "../../shared/linear-pairs-c.js";
import { outputTensor } from "../../shared/operands.js";
import { clampExpression, rescaleExpression, signed } from "../../shared/rescale-c.js";
import type { AddAttributes } from "../attributes.js";
import { adder } from "../reference.js";
import { addScaling } from "../scaling.js";

export const addScalar = {
  isa: "scalar",
  memory: binaryMemory,
  emit: emitAdd,
} as const satisfies KernelEmitter<AddAttributes>;

function emitAdd(view: NodeView<AddAttributes>, kernel: KernelWriter): void {
  // A single constant addend makes the sum a function of one byte.
  if (!emitConstantOperandTable(view, kernel, adder(view))) emitBinary(view, kernel, arithmeticOf(view, kernel));
}

function arithmeticOf(view: NodeView<AddAttributes>, kernel: KernelWriter): BinaryArithmetic {
  const { dtype } = outputTensor(view);
  if (dtype === "int32") {
    kernel.include("tinygen_elementwise.h");
    const join = (a: string, b: string): string => `tinygen_wrapping_add(${a}, ${b})`;
    return { termType: "int32_t", terms: plainTerms, join, unroll: 4 };
  }
  if (dtype === "float32") {
    kernel.include("tinygen_elementwise.h");
    const { min, max } = floatRange(view.node.attributes.activation);
    const join = (a: string, b: string): string => `tinygen_clamp_float(${a} + ${b}, ${cFloat(min)}, ${cFloat(max)})`;
    return { termType: "float", terms: plainTerms, join, unroll: 2 };
  }
  const { addends, leftShift, output, range } = addScaling(view);
  if (dtype === "int8") {
    const sum = { result: adder(view), operands: addends, leftShift, output, range, sign: 1 } as const;
    const linear = linearArithmetic(kernel, sum);
    if (linear !== undefined) return linear;
  }
  const stored = integerRange(dtype);
  const evaluations = elementCount(outputTensor(view).shape);
  const [a, b] = [
    addendTerm(kernel, { addend: addends[0], leftShift, stored, evaluations }),
    addendTerm(kernel, { addend: addends[1], leftShift, stored, evaluations }),
  ];
  const offset = a.offset + b.offset;
  const from = { min: a.min + b.min, max: a.max + b.max };
  return {
    termType: "int32_t",
    terms: [a.expression, b.expression],
    unroll: dtype === "int8" ? 2 : 1,
    join(left, right) {
      const sum = `${left} + ${right}${offset === 0 ? "" : ` ${signed(offset)}`}`;
      return clampExpression(kernel, rescaleExpression(kernel, { ...output, x: sum, from }), cType(dtype), range);
    },
  };
}
