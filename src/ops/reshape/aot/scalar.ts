// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of RESHAPE for the rare node whose output could not become a view of its input. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import { byteSize } from "../../../ir/tensor.js";
import type { KernelEmitter } from "../../definition.js";
import { outputTensor } from "../../shared/operands.js";

export const reshapeScalar = {
  isa: "scalar",
  // memmove allows every overlap in both directions.
  memory: () => ({ scratch: [], overlaps: [{ input: 0, output: 0, outputBelow: 0, outputAbove: 0 }] }),
  emit: emitReshape,
} as const satisfies KernelEmitter<unknown>;

function emitReshape(view: NodeView, kernel: KernelWriter): void {
  kernel.include("string.h");
  kernel.print`memmove(${kernel.output(0)}, ${kernel.input(0)}, ${byteSize(outputTensor(view))});`;
}
