// SPDX-License-Identifier: Apache-2.0
/** C of SQUARED_DIFFERENCE for one pair of elements. */
import { cType, type KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import { integerRange } from "../../../quant/activation.js";
import { addendTerm } from "../../shared/addend-c.js";
import { type BinaryArithmetic, plainTerms } from "../../shared/binary-c.js";
import { outputTensor } from "../../shared/operands.js";
import { clampExpression, rescaleExpression, signed } from "../../shared/rescale-c.js";
import { squaredDifferenceScaling } from "../scaling.js";

export function squaredDifferenceArithmetic(view: NodeView, kernel: KernelWriter): BinaryArithmetic {
  const { dtype } = outputTensor(view);
  kernel.include("tinygen_elementwise.h");
  if (dtype === "float32") {
    return { termType: "float", terms: plainTerms, join: (a, b) => `tinygen_square_float(${a} - ${b})`, unroll: 2 };
  }
  if (dtype === "int32") {
    const join = (a: string, b: string): string => `tinygen_square(tinygen_wrapping_sub(${a}, ${b}))`;
    return { termType: "int32_t", terms: plainTerms, join, unroll: 2 };
  }
  const { operands, leftShift, output } = squaredDifferenceScaling(view);
  const stored = integerRange(dtype);
  const [a, b] = [
    addendTerm(kernel, { addend: operands[0], leftShift, stored }),
    addendTerm(kernel, { addend: operands[1], leftShift, stored }),
  ];
  const offset = a.offset - b.offset;
  const largest = Math.max(a.max - b.min, b.max - a.min);
  const from = { min: 0, max: largest * largest };
  return {
    termType: "int32_t",
    terms: [a.expression, b.expression],
    join(left, right) {
      const x = `tinygen_square(${left} - ${right}${offset === 0 ? "" : ` ${signed(offset)}`})`;
      return clampExpression(kernel, rescaleExpression(kernel, { ...output, x, from }), cType(dtype), stored);
    },
  };
}
