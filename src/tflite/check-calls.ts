// SPDX-License-Identifier: Apache-2.0
/** Checks that operators with subgraphs (IF, WHILE, CALL_ONCE…) name existing ones and never reach themselves. */
import type { Graph } from "../ir/graph.js";
import type { Node } from "../ir/node.js";
import { isRawAttributes } from "../tflite-schema/raw-attributes.js";
import type { Findings } from "./findings.js";

/** Options that hold a subgraph's index are told by their name, which the schema keeps to: no operator is named here. */
const SUBGRAPH_FIELD = /^subgraph$|SubgraphInd(ex|ices)$/;

/** Subgraphs that a node of a just read model runs; empty for nearly all operators. */
export function calledSubgraphs(node: Node): readonly number[] {
  if (!isRawAttributes(node.attributes) || node.attributes.value === undefined) return [];
  return Object.entries(node.attributes.value).flatMap(([field, value]: [string, unknown]): number[] => {
    if (!SUBGRAPH_FIELD.test(field)) return [];
    if (typeof value === "number") return [value];
    return Array.isArray(value) ? value.filter((index): index is number => typeof index === "number") : [];
  });
}

export function checkCalls(graphs: readonly Graph[], findings: Findings): void {
  const callees = graphs.map((graph, subgraph) =>
    graph.nodes.flatMap((node) =>
      calledSubgraphs(node).filter((callee) => {
        if (callee >= 0 && callee < graphs.length) return true;
        findings.error("TG1004", `node ${node.id} ${node.op} runs subgraph ${callee}, the model has ${graphs.length}`, {
          subgraph,
          node: node.id,
          op: node.op,
        });
        return false;
      }),
    ),
  );
  const recursive = recursiveSubgraph(callees);
  if (recursive !== undefined) {
    findings.error("TG1004", `subgraph ${recursive} runs itself, directly or through others`, {
      subgraph: recursive,
    });
  }
}

/** The first subgraph found on a cycle of calls; depth-first without recursion, as the file decides the depth. */
function recursiveSubgraph(callees: readonly (readonly number[])[]): number | undefined {
  const state = callees.map((): "new" | "open" | "done" => "new");
  for (const start of callees.keys()) {
    const stack = [start];
    for (let subgraph = stack.at(-1); subgraph !== undefined; subgraph = stack.at(-1)) {
      if (state[subgraph] === "new") {
        state[subgraph] = "open";
        for (const callee of callees[subgraph] ?? []) {
          if (state[callee] === "open") return callee;
          if (state[callee] === "new") stack.push(callee);
        }
      } else {
        stack.pop();
        state[subgraph] = "done";
      }
    }
  }
  return undefined;
}
