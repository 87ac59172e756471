// SPDX-License-Identifier: Apache-2.0
/** C of TANH for one int16 element; int8 takes a table. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import { sigmoidTable } from "../../../quant/sigmoid-table.js";
import { tanhScaling } from "../../../quant/tanh.js";
import { affineOf, inputTensor } from "../../shared/operands.js";

export function tanhExpression(view: NodeView, kernel: KernelWriter): (x: string) => string {
  const { multiplier, shift } = tanhScaling(affineOf(inputTensor(view, 0)).scale);
  const values = sigmoidTable();
  const table = kernel.constant({ name: "sigmoid", dtype: "uint16", values, comment: "sigmoid(i / 24) in Q0.16" });
  kernel.include("tinygen_sigmoid.h");
  return (x) => {
    const argument = shift === 0 ? `${x} * ${multiplier}` : `(${x} * ${multiplier} + ${2 ** (shift - 1)}) >> ${shift}`;
    return `tinygen_tanh_int16(${argument}, ${table})`;
  };
}
