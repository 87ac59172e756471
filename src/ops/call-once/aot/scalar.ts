// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of CALL_ONCE: a flag in the node's state. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import type { KernelEmitter } from "../../definition.js";
import type { CallOnceAttributes } from "../attributes.js";

export const callOnceScalar = {
  isa: "scalar",
  state: () => [{ label: "has run", size: 1, alignment: 1 }],
  emit(view: NodeView<CallOnceAttributes>, kernel: KernelWriter): void {
    const hasRun = kernel.state(0);
    kernel.block(`if (*${hasRun} == 0u)`, () => {
      kernel.print`${kernel.graph(view.node.attributes.graph)}(arena);`;
      kernel.print`*${hasRun} = 1u;`;
    });
  },
} as const satisfies KernelEmitter<CallOnceAttributes>;
