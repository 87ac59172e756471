// SPDX-License-Identifier: Apache-2.0
/** Quantised sums and differences of two tensors in C. */
import { cType, type KernelWriter } from "../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../ir/graph.js";
import { elementCount } from "../../ir/shape.js";
import { integerRange } from "../../quant/activation.js";
import { addendTerm } from "./addend-c.js";
import type { AddendScaling } from "./addend.js";
import type { BinaryArithmetic } from "./binary-c.js";
import { linearArithmetic, type LinearSum } from "./linear-pairs-c.js";
import { outputTensor } from "./operands.js";
import { clampExpression, rescaleExpression, signed } from "./rescale-c.js";

export interface QuantizedPair extends LinearSum {
  readonly operands: readonly [AddendScaling, AddendScaling];
  readonly output: AddendScaling;
}

export function quantizedPairArithmetic(view: NodeView, kernel: KernelWriter, pair: QuantizedPair): BinaryArithmetic {
  const { dtype, shape } = outputTensor(view);
  if (dtype === "int8") {
    const linear = linearArithmetic(kernel, pair);
    if (linear !== undefined) return linear;
  }
  const { operands, leftShift, output, range, sign } = pair;
  const term = { leftShift, stored: integerRange(dtype), evaluations: elementCount(shape) };
  const a = addendTerm(kernel, { ...term, addend: operands[0] });
  const b = addendTerm(kernel, { ...term, addend: operands[1] });
  const offset = a.offset + sign * b.offset;
  const from = sign === 1 ? { min: a.min + b.min, max: a.max + b.max } : { min: a.min - b.max, max: a.max - b.min };
  return {
    termType: "int32_t",
    terms: [a.expression, b.expression],
    unroll: dtype === "int8" ? 2 : 1,
    join(left, right) {
      const x = `${left} ${sign === 1 ? "+" : "-"} ${right}${offset === 0 ? "" : ` ${signed(offset)}`}`;
      return clampExpression(kernel, rescaleExpression(kernel, { ...output, x, from }), cType(dtype), range);
    },
  };
}
