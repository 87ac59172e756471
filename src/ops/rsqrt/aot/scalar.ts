// SPDX-License-Identifier: Apache-2.0
/** C of RSQRT for one int16 or float32 element; int8 takes a table. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import { inputTensor } from "../../shared/operands.js";
import { RAISED_BITS, rsqrtMultiplier } from "../reference.js";

export function rsqrtExpression(view: NodeView, kernel: KernelWriter): (x: string) => string {
  if (inputTensor(view, 0).dtype === "float32") {
    kernel.include("tinygen_float.h");
    return (x) => `1.0f / tinygen_sqrt(${x})`;
  }
  const { multiplier, shift } = rsqrtMultiplier(view);
  kernel.include("tinygen_inverse_square_root.h");
  // The zero points of int16 are 0.
  return (x) => `tinygen_rsqrt_int16(${x}, ${multiplier}, ${shift - RAISED_BITS})`;
}
