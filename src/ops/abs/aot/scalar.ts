// SPDX-License-Identifier: Apache-2.0
/** C of ABS for one int16 or float32 element; int8 takes a table. */
import { cType, type KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import { integerRange } from "../../../quant/activation.js";
import { inputTensor } from "../../shared/operands.js";
import { clampExpression, rescaleExpression } from "../../shared/rescale-c.js";
import { absMultiplier, isQuantized } from "../reference.js";

export function absExpression(view: NodeView, kernel: KernelWriter): (x: string) => string {
  const { dtype } = inputTensor(view, 0);
  if (dtype === "float32") {
    kernel.include("tinygen_float.h");
    return (x) => `tinygen_magnitude(${x})`;
  }
  const magnitude = (x: string): string => `${x} < 0 ? -${x} : ${x}`;
  if (!isQuantized(view)) return (x) => `(int16_t)(${magnitude(x)})`;
  const rescale = absMultiplier(view);
  const range = integerRange(dtype);
  // The zero points of int16 are 0.
  return (x) => {
    const from = { min: 0, max: 32768 };
    const scaled =
      rescale === undefined
        ? magnitude(x)
        : rescaleExpression(kernel, { ...rescale, x: magnitude(x), from, zeroPoint: 0 });
    return clampExpression(kernel, scaled, cType(dtype), range);
  };
}
