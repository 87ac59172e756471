// SPDX-License-Identifier: Apache-2.0
/**
 * Marks handle tensors with the resource variable that they name, so that readers and writers know it at compile time.
 * Input: any graph with resolved attributes. Output: the same nodes; only `storage` of handle tensors changes.
 */
import { type Graph, type Pass, viewOf } from "../ir/graph.js";
import type { Tensor } from "../ir/tensor.js";
import { findOperator } from "../ops/registry.js";
import type { TensorId } from "../util/branded.js";

export const bindResources: Pass = {
  name: "bind-resources",
  purpose: "resolve handles of resource variables at compile time",
  required: true,
  run(graph: Graph): Graph {
    const keys = new Map<TensorId, string>();
    for (const node of graph.nodes) {
      const key = findOperator(node.op)?.resourceKey?.(viewOf(graph, node));
      const handle = node.outputs[0];
      if (key !== undefined && handle !== undefined) keys.set(handle, key);
    }
    if (keys.size === 0) return graph;
    const bind = (tensor: Tensor): Tensor => {
      const key = keys.get(tensor.id);
      return key === undefined ? tensor : { ...tensor, storage: { kind: "resource", key } };
    };
    return { ...graph, tensors: graph.tensors.map(bind) };
  },
};
