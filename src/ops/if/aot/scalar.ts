// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of IF: copies to the chosen subgraph's inputs, runs it, copies its outputs back. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import type { KernelEmitter } from "../../definition.js";
import { inputTensor } from "../../shared/operands.js";
import { emitCopies } from "../../shared/subgraph-call.js";
import type { IfAttributes } from "../attributes.js";

export const ifScalar = {
  isa: "scalar",
  emit(view: NodeView<IfAttributes>, kernel: KernelWriter): void {
    const { thenGraph, elseGraph } = view.node.attributes;
    const branch = (graph: number): void => {
      const passed = view.inputs.slice(1).map((_, i) => ({
        to: kernel.graphInput(graph, i),
        from: kernel.input(i + 1),
        tensor: inputTensor(view, i + 1),
      }));
      emitCopies(kernel, passed);
      kernel.print`${kernel.graph(graph)}(arena);`;
      emitCopies(
        kernel,
        view.outputs.map((tensor, i) => ({ to: kernel.output(i), from: kernel.graphOutput(graph, i), tensor })),
      );
    };
    kernel.block(`if (*${kernel.input(0)} != 0u)`, () => {
      branch(thenGraph);
    });
    kernel.block("else", () => {
      branch(elseGraph);
    });
  },
} as const satisfies KernelEmitter<IfAttributes>;
