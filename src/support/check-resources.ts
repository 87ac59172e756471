// SPDX-License-Identifier: Apache-2.0
/** Checks that all users of a resource variable agree on its size, and that somebody writes it. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Model } from "../ir/graph.js";
import { resourceUses, resourceVariables } from "../ops/resource-variables.js";
import type { OperatorLookup } from "./operator-lookup.js";

/** TFLM's interpreter stops, or copies beyond the variable's end, where these rules are broken. */
export function checkResources(model: Model, lookup: OperatorLookup): Diagnostic[] {
  const variables = resourceVariables(model, lookup);
  return resourceUses(model, lookup).flatMap(({ key, size, subgraph, node }): Diagnostic[] => {
    const variable = variables.get(key);
    if (variable?.size === size) return [];
    const op = model.graphs[subgraph]?.nodes[node]?.op ?? "";
    const fault =
      variable === undefined ? "which no ASSIGN_VARIABLE writes" : `with ${size} B, but it has ${variable.size} B`;
    return [
      {
        code: "TG2002",
        severity: "error",
        message: `node ${node} ${op}: uses the resource variable "${key}", ${fault}`,
        location: { subgraph, node, op },
      },
    ];
  });
}
