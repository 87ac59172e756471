// SPDX-License-Identifier: Apache-2.0
/** Values that control-flow operators exchange with the subgraphs that they run. */
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../ir/graph.js";
import { elementCount, shapeText } from "../../ir/shape.js";
import { fromBytes, type TensorData, toBytes } from "../../ir/tensor-data.js";
import { byteSize, type Tensor } from "../../ir/tensor.js";
import type { Constraint } from "../definition.js";

/** The condition is one element, as TFLM demands. */
export function singleCondition(name: string, of: (view: NodeView) => Tensor): Constraint<unknown> {
  return {
    id: "condition",
    says: `${name}, the condition, must have one element`,
    violation(view) {
      const { shape } = of(view);
      return elementCount(shape) === 1 ? undefined : `it is ${shapeText(shape)}`;
    },
  };
}

/** Copies of `values` as the tensors `targets`, which have the same types and sizes. */
export function copyValues(targets: readonly Tensor[], values: readonly TensorData[]): TensorData[] {
  return targets.flatMap((tensor, i) => {
    const value = values[i];
    return value === undefined ? [] : [fromBytes(tensor, toBytes(value).slice())];
  });
}

export interface CopyC {
  readonly to: string;
  readonly from: string;
  readonly tensor: Tensor;
}

/** Prints one copy per entry, in order. */
export function emitCopies(kernel: KernelWriter, copies: readonly CopyC[]): void {
  kernel.include("string.h");
  for (const { to, from, tensor } of copies) kernel.print`(void)memcpy(${to}, ${from}, ${byteSize(tensor)}u);`;
}
