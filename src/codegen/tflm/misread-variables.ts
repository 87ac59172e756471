// SPDX-License-Identifier: Apache-2.0
/** Variable tensors of which TFLM would take another tensor's row in the table of offsets. */
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Model } from "../../ir/graph.js";
import { isPlanned } from "./arena-model.js";
import { quoted } from "../../util/untrusted.js";

/**
 * The table has one row for each tensor of all subgraphs in turn. MicroAllocator::AllocateVariables looks a variable up
 * by its index in its own subgraph, so beyond the first subgraph it reads a row of another tensor. Where that row holds
 * an offset, the variable counts as placed, gets no memory, and the first access goes through a null pointer.
 */
export function misreadVariables({ graphs }: Model): Diagnostic[] {
  const hasOffset = graphs.flatMap((graph) => graph.tensors.map(isPlanned));
  return graphs.slice(1).flatMap((graph, i) =>
    graph.tensors.flatMap((tensor, row): Diagnostic[] => {
      if (tensor.storage.kind !== "variable" || hasOffset[row] !== true) return [];
      const subgraph = i + 1;
      return [
        {
          code: "TG2002",
          severity: "error",
          message:
            `the runtime tflm cannot place this model: TFLM takes the offset of tensor ${row} of the first subgraph for ` +
            `variable tensor ${quoted(tensor.name)} of subgraph ${subgraph} and gives it no memory`,
          hint: "use --runtime aot, or keep variable tensors in the first subgraph",
          location: { subgraph, tensor: tensor.id, name: tensor.name },
        },
      ];
    }),
  );
}
