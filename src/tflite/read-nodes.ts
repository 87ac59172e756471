// SPDX-License-Identifier: Apache-2.0
/** Operators of one subgraph: name, version, options, and tensor indices that exist. */
import type { Node } from "../ir/node.js";
import type { Tensor } from "../ir/tensor.js";
import type * as schema from "../tflite-schema/generated/tables.js";
import { NO_OPTIONS, type RawAttributes } from "../tflite-schema/raw-attributes.js";
import { nodeId, type TensorId, tensorId } from "../util/branded.js";
import type { Findings } from "./findings.js";
import type { OperatorKind } from "./operator-kinds.js";

/** Index of an input that the operator does without. */
const OMITTED = -1;

export interface NodeContext {
  readonly subgraph: number;
  readonly kinds: readonly OperatorKind[];
  readonly tensors: readonly Tensor[];
  readonly findings: Findings;
}

/** All nodes in execution order; indices that do not exist are reported and left out. */
export function readNodes(operators: readonly schema.Operator[], context: NodeContext): readonly Node[] {
  return operators.map((operator, index) => readNode(operator, index, context));
}

function readNode(operator: schema.Operator, index: number, context: NodeContext): Node {
  const { subgraph, kinds, tensors, findings } = context;
  const kind = kinds[operator.opcodeIndex];
  const op = kind?.op ?? "UNKNOWN";
  const report = (message: string): void => {
    findings.error("TG1004", `node ${index} ${op} ${message}`, { subgraph, node: nodeId(index), op });
  };
  if (kind === undefined) {
    report(`refers to operator code ${operator.opcodeIndex}, the file has ${kinds.length}`);
  }
  const existing = (role: string, tensor: number): TensorId[] => {
    if (tensor >= 0 && tensor < tensors.length) return [tensorId(tensor)];
    report(`has ${role} ${tensor}, the subgraph has ${tensors.length} tensors`);
    return [];
  };
  return {
    id: nodeId(index),
    op,
    version: kind?.version ?? 1,
    attributes: rawAttributes(operator),
    inputs: (operator.inputs ?? []).flatMap((tensor) => (tensor === OMITTED ? [undefined] : existing("input", tensor))),
    outputs: (operator.outputs ?? []).flatMap((tensor) => existing("output", tensor)),
    intermediates: (operator.intermediates ?? []).flatMap((tensor) => existing("intermediate", tensor)),
    origin: { subgraph, index },
  };
}

function rawAttributes(operator: schema.Operator): RawAttributes {
  const options = operator.builtinOptions ?? operator.builtinOptions2 ?? NO_OPTIONS;
  return operator.customOptions === undefined ? options : { ...options, customOptions: operator.customOptions };
}
