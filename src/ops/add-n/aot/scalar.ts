// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of ADD_N. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import { elementCount } from "../../../ir/shape.js";
import type { KernelEmitter } from "../../definition.js";
import type { NodeMemory } from "../../node-memory.js";
import { emitElementLoop } from "../../shared/elementwise-c.js";
import { inputTensor, outputTensor } from "../../shared/operands.js";
import { elementwiseOverlap } from "../../shared/overlap.js";
import { signed } from "../../shared/rescale-c.js";
import { sumOutputC, sumScaling } from "../../shared/sum-of-halves.js";

export const addNScalar = {
  isa: "scalar",
  memory: addNMemory,
  emit: emitAddN,
} as const satisfies KernelEmitter<unknown>;

function addNMemory(view: NodeView): NodeMemory {
  return {
    scratch: [],
    overlaps: view.inputs.flatMap((_, i) => elementwiseOverlap(inputTensor(view, i), outputTensor(view), i)),
  };
}

function emitAddN(view: NodeView, kernel: KernelWriter): void {
  const output = outputTensor(view);
  const sources = view.inputs.map((_, i) => kernel.input(i));
  const target = kernel.output(0);
  const sum = (i: string): string => sources.map((source) => `${source}[${i}]`).join(" + ");
  const count = elementCount(output.shape);
  if (output.dtype === "float32") {
    // The leading 0 makes the sum of negative zeros positive.
    emitElementLoop(kernel, { count, statement: (i) => `${target}[${i}] = 0.0f + ${sum(i)};` });
    return;
  }
  const scaling = sumScaling(view);
  // TFLM starts from the negative zero point instead of 0.
  const offset = -(sources.length + 1) * scaling.inputZeroPoint;
  const bounds = { min: -128 * sources.length + offset, max: 127 * sources.length + offset };
  const statement = (i: string): string => {
    const difference = `(${sum(i)}${offset === 0 ? "" : ` ${signed(offset)}`})`;
    return `${target}[${i}] = ${sumOutputC(kernel, difference, scaling, bounds)};`;
  };
  emitElementLoop(kernel, { count, statement });
}
