// SPDX-License-Identifier: Apache-2.0
/** Unit tests of an operator: the rules that a node breaks, and what its reference kernel computes. */
import { mainGraph, type NodeView, nodeAt, viewOf } from "../../src/ir/graph.js";
import { fromBytes } from "../../src/ir/tensor-data.js";
import type { KernelContext, OpDefinition } from "../../src/ops/definition.js";
import { matchesSignature } from "../../src/ops/signature.js";
import { DEFAULT_GOAL } from "../../src/targets/optimization-goal.js";
import { nodeId } from "../../src/util/branded.js";
import { caseModel, encode, type OpCase } from "./op-case.js";

/** The context in which the portable kernels are asked. */
export const SCALAR: KernelContext = { isa: ["scalar"], optimize: DEFAULT_GOAL };

export function viewOfCase<A>(op: string, opCase: OpCase<A>): NodeView<A> {
  const graph = mainGraph(caseModel(op, opCase));
  return viewOf(graph, nodeAt(graph, nodeId(0))) as NodeView<A>;
}

/** "id: actual" of every violated rule, or "signature" alone when no signature matches. */
export function violations<A>(definition: OpDefinition<string, A>, opCase: OpCase<A>): string[] {
  const view = viewOfCase(definition.op, opCase);
  if (!definition.signatures.some((signature) => matchesSignature(signature, view))) return ["signature"];
  return definition.constraints.flatMap((constraint) => {
    const actual = constraint.violation(view);
    return actual === undefined ? [] : [`${constraint.id}: ${actual}`];
  });
}

/** Elements of output 0 for the run-time inputs in order. */
export function run<A>(
  definition: OpDefinition<string, A>,
  opCase: OpCase<A>,
  ...values: readonly (readonly number[])[]
): number[] {
  const view = viewOfCase(definition.op, opCase);
  const queue = [...values];
  const inputs = view.inputs.map((tensor) => {
    if (tensor === undefined) return undefined;
    const bytes = tensor.storage.kind === "constant" ? tensor.storage.data : encode(tensor, queue.shift() ?? []);
    return fromBytes(tensor, bytes);
  });
  const context = { callGraph: () => [], resources: new Map(), state: new Map(), unwrittenByte: 0 };
  return Array.from(definition.evaluate(view, inputs, context)[0]?.data ?? [], Number);
}

/** Per-tensor quantisation. */
export function affine(scale: number, zeroPoint = 0): { scales: number[]; zeroPoints: number[]; axis: number } {
  return { scales: [Math.fround(scale)], zeroPoints: [zeroPoint], axis: 0 };
}
