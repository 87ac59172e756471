// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of CONCATENATION: one copy per input and row. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import { elementBytes } from "../../../ir/dtype.js";
import type { NodeView } from "../../../ir/graph.js";
import type { KernelEmitter } from "../../definition.js";
import type { NodeMemory } from "../../node-memory.js";
import { outputTensor } from "../../shared/operands.js";
import type { ConcatenationAttributes } from "../attributes.js";
import { concatenationLayout } from "../layout.js";

export const concatenationScalar = {
  isa: "scalar",
  memory: concatenationMemory,
  emit: emitConcatenation,
} as const satisfies KernelEmitter<ConcatenationAttributes>;

/**
 * Row r of an input is read when the output is complete up to that input's piece of row r, which must end before the
 * piece begins. The last row has the largest distance. A tensor that occurs twice must satisfy both places.
 */
function concatenationMemory(view: NodeView<ConcatenationAttributes>): NodeMemory {
  const { rows, rowElements, pieces } = concatenationLayout(view);
  const width = elementBytes(outputTensor(view).dtype);
  const distances = pieces.map(({ elements, offset }) => ((rows - 1) * (rowElements - elements) + offset) * width);
  const overlaps = view.node.inputs.map((id, input) => ({
    input,
    output: 0,
    outputBelow: Math.max(...distances.filter((_, other) => view.node.inputs[other] === id)),
  }));
  return { scratch: [], overlaps };
}

function emitConcatenation(view: NodeView<ConcatenationAttributes>, kernel: KernelWriter): void {
  const { rows, rowElements, pieces } = concatenationLayout(view);
  const width = elementBytes(outputTensor(view).dtype);
  const output = kernel.output(0);
  const sources = pieces.map((_, index) => kernel.input(index));
  kernel.include("string.h");
  const at = (name: string, stride: number, offset: number): string =>
    `${name}${rows === 1 ? "" : ` + row * ${stride}`}${offset === 0 ? "" : ` + ${offset}`}`;
  const copies = (): void => {
    pieces.forEach(({ elements, offset }, index) => {
      const source = at(sources[index] ?? "", elements, 0);
      kernel.print`memmove(${at(output, rowElements, offset)}, ${source}, ${elements * width});`;
    });
  };
  if (rows === 1) copies();
  else kernel.block(`for (int32_t row = 0; row < ${rows}; row++)`, copies);
}
