// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of WHILE: the loop variables live in the node's outputs between the subgraphs' runs. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import type { KernelEmitter } from "../../definition.js";
import { emitCopies } from "../../shared/subgraph-call.js";
import type { WhileAttributes } from "../attributes.js";

export const whileScalar = {
  isa: "scalar",
  emit(view: NodeView<WhileAttributes>, kernel: KernelWriter): void {
    const { conditionGraph, bodyGraph } = view.node.attributes;
    const { outputs } = view;
    const toGraph = (graph: number): void => {
      emitCopies(
        kernel,
        outputs.map((tensor, i) => ({ to: kernel.graphInput(graph, i), from: kernel.output(i), tensor })),
      );
      kernel.print`${kernel.graph(graph)}(arena);`;
    };
    emitCopies(
      kernel,
      outputs.map((tensor, i) => ({ to: kernel.output(i), from: kernel.input(i), tensor })),
    );
    toGraph(conditionGraph);
    kernel.block(`while (*${kernel.graphOutput(conditionGraph, 0)} != 0u)`, () => {
      toGraph(bodyGraph);
      emitCopies(
        kernel,
        outputs.map((tensor, i) => ({ to: kernel.output(i), from: kernel.graphOutput(bodyGraph, i), tensor })),
      );
      toGraph(conditionGraph);
    });
  },
} as const satisfies KernelEmitter<WhileAttributes>;
