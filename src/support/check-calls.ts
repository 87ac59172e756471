// SPDX-License-Identifier: Apache-2.0
/** Checks that a node and the subgraphs that it runs agree on the tensors that they exchange. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { type Graph, type Model, tensorAt, viewOf } from "../ir/graph.js";
import { elementCount, shapeText } from "../ir/shape.js";
import type { Tensor } from "../ir/tensor.js";
import type { Callee } from "../ops/definition.js";
import type { OperatorLookup } from "./operator-lookup.js";

/** TFLM demands equal counts and sizes (ValidateAndGetTensorSizes); equal types keep the values meaningful. */
export function checkCalls(model: Model, lookup: OperatorLookup): Diagnostic[] {
  return model.graphs.flatMap((graph, subgraph) =>
    graph.nodes.flatMap((node) =>
      (lookup(node.op)?.callees?.(viewOf(graph, node)) ?? []).flatMap((callee): Diagnostic[] => {
        const target = model.graphs[callee.graph];
        const fault = target === undefined ? "which does not exist" : callFault(callee, target);
        if (fault === undefined) return [];
        return [
          {
            code: "TG2002",
            severity: "error",
            message: `node ${node.origin.index} ${node.op}: runs subgraph ${callee.graph}, ${fault}`,
            location: { subgraph, node: node.id, op: node.op },
          },
        ];
      }),
    ),
  );
}

type TensorForm = Callee["inputs"][number];

function callFault(callee: Callee, graph: Graph): string | undefined {
  const inputs = graph.inputs.map((id) => tensorAt(graph, id));
  const outputs = graph.outputs.map((id) => tensorAt(graph, id));
  const written = inputs.findIndex(({ storage }) => storage.kind !== "arena");
  if (written >= 0) return `whose input ${written} is not written by its caller`;
  return listFault("input", callee.inputs, inputs) ?? listFault("output", callee.outputs, outputs);
}

function listFault(kind: string, given: readonly TensorForm[], own: readonly Tensor[]): string | undefined {
  if (given.length !== own.length) return `which has ${own.length} ${kind}s where the node has ${given.length}`;
  const differing = given.findIndex((tensor, i) => !sameForm(tensor, own[i]));
  const [theirs, ours] = [own[differing], given[differing]];
  if (theirs === undefined || ours === undefined) return undefined;
  return `whose ${kind} ${differing} is ${formText(theirs)} where the node has ${formText(ours)}`;
}

function sameForm(a: TensorForm, b: TensorForm | undefined): boolean {
  return a.dtype === b?.dtype && elementCount(a.shape) === elementCount(b.shape);
}

function formText({ dtype, shape }: TensorForm): string {
  return `${dtype} ${shapeText(shape)}`;
}
