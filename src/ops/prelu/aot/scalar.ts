// SPDX-License-Identifier: Apache-2.0
/** C of PRELU for one element and its slope. */
import { cType, type KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import { integerRange } from "../../../quant/activation.js";
import { type BinaryArithmetic, plainTerms } from "../../shared/binary-c.js";
import { inputTensor, outputTensor } from "../../shared/operands.js";
import { clampExpression, rescaleExpression, signed } from "../../shared/rescale-c.js";
import { preluScaling } from "../scaling.js";

export function preluArithmetic(view: NodeView, kernel: KernelWriter): BinaryArithmetic {
  const { dtype } = outputTensor(view);
  if (dtype === "float32") {
    return { termType: "float", terms: plainTerms, join: (x, alpha) => `${x} >= 0.0f ? ${x} : ${x} * ${alpha}` };
  }
  const { inputZeroPoint, alphaZeroPoint, outputZeroPoint, identity, product } = preluScaling(view);
  const stored = integerRange(dtype);
  const slopes = integerRange(inputTensor(view, 1).dtype);
  const term = (zeroPoint: number) => (x: string) => (zeroPoint === 0 ? x : `(${x} ${signed(-zeroPoint)})`);
  const lowest = stored.min - inputZeroPoint;
  const products = [0, lowest * (slopes.min - alphaZeroPoint), lowest * (slopes.max - alphaZeroPoint)];
  return {
    termType: "int32_t",
    terms: [term(inputZeroPoint), term(alphaZeroPoint)],
    join(x, alpha) {
      const above = rescaleExpression(kernel, {
        ...identity,
        x,
        from: { min: 0, max: stored.max - inputZeroPoint },
        zeroPoint: outputZeroPoint,
      });
      const below = rescaleExpression(kernel, {
        ...product,
        x: `${x} * ${alpha}`,
        from: { min: Math.min(...products), max: Math.max(...products) },
        zeroPoint: outputZeroPoint,
      });
      return clampExpression(kernel, `${x} >= 0 ? ${above} : ${below}`, cType(dtype), stored);
    },
  };
}
