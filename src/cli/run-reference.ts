// SPDX-License-Identifier: Apache-2.0
/** Runs vectors through the reference interpreter and hashes every layer. */
import { type SupportedModel, tensorAt } from "../ir/graph.js";
import { fileIndex } from "../ir/tensor.js";
import { toBytes } from "../ir/tensor-data.js";
import { createInterpreter, type InterpreterOptions } from "../reference/interpret.js";
import { fnv1a32 } from "../util/hash.js";
import type { ObservedInvocation, ObservedLayer } from "./judge.js";
import type { Invocation } from "./vectors.js";

export function runReference(
  model: SupportedModel,
  invocations: readonly Invocation[],
  options?: InterpreterOptions,
): ObservedInvocation[] {
  const interpreter = createInterpreter(model, options);
  return invocations.map(({ inputs }) => {
    const layers: ObservedLayer[] = [];
    const outputs = interpreter.invoke(inputs, (node, results) => {
      node.outputs.forEach((tensor, i) => {
        const result = results[i];
        if (result === undefined) return;
        const graph = model.graphs[node.origin.subgraph];
        layers.push({
          subgraph: node.origin.subgraph,
          op: node.origin.index,
          tensor: graph === undefined ? tensor : fileIndex(tensorAt(graph, tensor)),
          fnv1a32: fnv1a32(toBytes(result)),
        });
      });
    });
    return { outputs, layers };
  });
}
