// SPDX-License-Identifier: Apache-2.0
/** WHILE: runs a subgraph as long as another one says so. */
import type { NodeView } from "../../ir/graph.js";
import { defineOp } from "../definition.js";
import { PLAIN_TYPES } from "../shared/plain-types.js";
import { whileScalar } from "./aot/scalar.js";
import { type WhileAttributes, readWhileAttributes } from "./attributes.js";
import { sameLoopVariables } from "./constraints.js";
import { evaluateWhile } from "./reference.js";
import { whileOperatorTflm } from "./tflm.js";

export const whileOperator = defineOp({
  op: "WHILE",
  resolverCall: "AddWhile",
  summary: "Runs a subgraph as long as another one says so.",
  maxVersion: 1,
  signatures: [{ inputs: [], outputs: [], others: PLAIN_TYPES }],
  callees({ node: { attributes }, inputs, outputs }: NodeView<WhileAttributes>) {
    const passed = inputs.filter((input) => input !== undefined);
    return [
      { graph: attributes.conditionGraph, inputs: passed, outputs: [{ dtype: "bool", shape: [1] }] },
      { graph: attributes.bodyGraph, inputs: passed, outputs },
    ];
  },
  readAttributes: readWhileAttributes,
  constraints: [sameLoopVariables],
  evaluate: evaluateWhile,
  work: () => ({ macs: 0 }),
  aot: [whileScalar],
  tflm: whileOperatorTflm,
});
