// SPDX-License-Identifier: Apache-2.0
/** The block of RAM that outlives an invocation: variable tensors, resource variables, state of single nodes. */
import { type Model, type NodeView, viewOf } from "../../ir/graph.js";
import { firstZeroPoint } from "../../ir/quantization.js";
import { byteSize, type Tensor } from "../../ir/tensor.js";
import type { ScratchRequest } from "../../ops/node-memory.js";
import { findOperator } from "../../ops/registry.js";
import { resourceVariables } from "../../ops/resource-variables.js";
import { alignUp } from "../../util/align.js";
import type { Bytes } from "../../util/branded.js";

const ALIGNMENT: Bytes = 16;

/** What an entry of the state block belongs to. */
export type StateOwner =
  | { readonly kind: "tensor"; readonly subgraph: number; readonly tensor: Tensor }
  | { readonly kind: "resource"; readonly key: string }
  | { readonly kind: "node"; readonly subgraph: number; readonly node: number; readonly slot: number };

export interface StateEntry {
  readonly owner: StateOwner;
  readonly label: string;
  readonly offset: Bytes;
  readonly bytes: Bytes;
  /** Value of every byte after a reset, as TFLM's ResetTensorData sets it. */
  readonly resetByte: number;
}

export interface StateLayout {
  readonly bytes: Bytes;
  readonly entries: readonly StateEntry[];
}

/** `stateOf` gives what the chosen kernel of a node asks for. */
export function layOutState(
  model: Model,
  stateOf: (view: NodeView, subgraph: number) => readonly ScratchRequest[],
): StateLayout {
  const entries: StateEntry[] = [];
  let end = 0;
  const add = (entry: Omit<StateEntry, "offset">): void => {
    const offset = alignUp(end, ALIGNMENT);
    entries.push({ ...entry, offset });
    end = offset + entry.bytes;
  };
  model.graphs.forEach((graph, subgraph) => {
    for (const tensor of graph.tensors) {
      if (tensor.storage.kind !== "variable") continue;
      const zeroPoint = tensor.dtype === "int8" && tensor.quantization ? firstZeroPoint(tensor.quantization) : 0;
      const owner = { kind: "tensor", subgraph, tensor } as const;
      add({ owner, label: tensor.name, bytes: byteSize(tensor), resetByte: zeroPoint & 0xff });
    }
    graph.nodes.forEach((node, index) =>
      stateOf(viewOf(graph, node), subgraph).forEach(({ label, size }, slot) => {
        const owner = { kind: "node", subgraph, node: index, slot } as const;
        add({ owner, label: `${node.op} ${node.origin.index} ${label}`, bytes: size, resetByte: 0 });
      }),
    );
  });
  for (const [key, { size, resetByte }] of resourceVariables(model, findOperator)) {
    add({ owner: { kind: "resource", key }, label: key, bytes: size, resetByte });
  }
  return { bytes: end, entries };
}
