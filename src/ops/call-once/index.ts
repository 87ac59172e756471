// SPDX-License-Identifier: Apache-2.0
/** CALL_ONCE: runs a subgraph in the first invocation after a reset. */
import { defineOp } from "../definition.js";
import { callOnceScalar } from "./aot/scalar.js";
import { readCallOnceAttributes } from "./attributes.js";
import { evaluateCallOnce } from "./reference.js";
import { callOnceTflm } from "./tflm.js";

export const callOnce = defineOp({
  op: "CALL_ONCE",
  resolverCall: "AddCallOnce",
  summary: "Runs a subgraph in the first invocation after a reset.",
  maxVersion: 1,
  signatures: [{ inputs: [], outputs: [] }],
  callees: ({ node: { attributes } }) => [{ graph: attributes.graph, inputs: [], outputs: [] }],
  readAttributes: readCallOnceAttributes,
  constraints: [],
  evaluate: evaluateCallOnce,
  work: () => ({ macs: 0 }),
  aot: [callOnceScalar],
  tflm: callOnceTflm,
});
