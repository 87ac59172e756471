// SPDX-License-Identifier: Apache-2.0
/** IF: runs one of two subgraphs. */
import type { NodeView } from "../../ir/graph.js";
import { defineOp } from "../definition.js";
import { inputTensor } from "../shared/operands.js";
import { PLAIN_TYPES } from "../shared/plain-types.js";
import { singleCondition } from "../shared/subgraph-call.js";
import { ifScalar } from "./aot/scalar.js";
import { type IfAttributes, readIfAttributes } from "./attributes.js";
import { evaluateIf } from "./reference.js";
import { ifOperatorTflm } from "./tflm.js";

export const ifOperator = defineOp({
  op: "IF",
  resolverCall: "AddIf",
  summary: "Runs one of two subgraphs, as the first input says.",
  maxVersion: 1,
  signatures: [{ inputs: ["bool"], outputs: [], others: PLAIN_TYPES }],
  callees({ node: { attributes }, inputs, outputs }: NodeView<IfAttributes>) {
    const passed = inputs.slice(1).filter((input) => input !== undefined);
    return [attributes.thenGraph, attributes.elseGraph].map((graph) => ({ graph, inputs: passed, outputs }));
  },
  readAttributes: readIfAttributes,
  constraints: [singleCondition("input 0", (view) => inputTensor(view, 0))],
  evaluate: evaluateIf,
  work: () => ({ macs: 0 }),
  aot: [ifScalar],
  tflm: ifOperatorTflm,
});
