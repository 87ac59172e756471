// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of MEAN: a sum whose factor contains 1 / count. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import type { KernelEmitter } from "../../definition.js";
import { inputTensor, outputTensor } from "../../shared/operands.js";
import { quantizedSumC } from "../../shared/quantized-sum.js";
import { emitReduce } from "../../shared/reduce-c.js";
import { meanAxes, meanMultiplier } from "../rescale.js";

export const meanScalar = { isa: "scalar", emit: emitMean } as const satisfies KernelEmitter<unknown>;

function emitMean(view: NodeView, kernel: KernelWriter): void {
  const axes = meanAxes(view) ?? [];
  const reduction = quantizedSumC(view, kernel, { axes, factor: meanMultiplier(view) });
  emitReduce(kernel, { input: inputTensor(view, 0), output: outputTensor(view), axes, reduction });
}
