// SPDX-License-Identifier: Apache-2.0
/** C of LEAKY_RELU for one int16 or float32 element; int8 takes a table. */
import { cType, type KernelWriter } from "../../../codegen/c/kernel-writer.js";
import { cFloat } from "../../../codegen/c/literals.js";
import type { NodeView } from "../../../ir/graph.js";
import { integerRange } from "../../../quant/activation.js";
import { outputTensor } from "../../shared/operands.js";
import { clampExpression, rescaleExpression, signed } from "../../shared/rescale-c.js";
import type { LeakyReluAttributes } from "../attributes.js";
import { leakyReluScaling } from "../scaling.js";

export function leakyReluExpression(view: NodeView<LeakyReluAttributes>, kernel: KernelWriter): (x: string) => string {
  const { dtype } = outputTensor(view);
  if (dtype === "float32") return (x) => `${x} > 0.0f ? ${x} : ${x} * ${cFloat(view.node.attributes.alpha)}`;
  const { inputZeroPoint, outputZeroPoint, identity, alpha, negativeAlpha } = leakyReluScaling(view);
  const { min, max } = integerRange(dtype);
  const difference = (x: string): string => (inputZeroPoint === 0 ? x : `${x} ${signed(-inputZeroPoint)}`);
  return (x) => {
    const above = rescaleExpression(kernel, {
      ...identity,
      x: difference(x),
      from: { min: 0, max: max - inputZeroPoint },
      zeroPoint: outputZeroPoint,
    });
    // No stored value lies below the lowest zero point.
    if (inputZeroPoint === min) return clampExpression(kernel, above, cType(dtype), { min, max });
    const scaled = rescaleExpression(kernel, {
      ...alpha,
      x: difference(x),
      from: { min: min - inputZeroPoint, max: 0 },
      zeroPoint: negativeAlpha ? 0 : outputZeroPoint,
    });
    if (negativeAlpha) kernel.include("tinygen_elementwise.h");
    const below = negativeAlpha ? `tinygen_wrapping_sub(${outputZeroPoint}, ${scaled})` : scaled;
    return clampExpression(kernel, `${x} >= ${inputZeroPoint} ? ${above} : ${below}`, cType(dtype), { min, max });
  };
}
