// SPDX-License-Identifier: Apache-2.0
/** CUSTOM:SignalStacker: stacks each frame with those around it. */
import { defineOp } from "../definition.js";
import { signalStackerScalar } from "./aot/scalar.js";
import { readSignalStackerAttributes } from "./attributes.js";
import { signalStackerConstraints } from "./constraints.js";
import { evaluateSignalStacker } from "./reference.js";
import { signalStackerTflm } from "./tflm.js";

export const signalStacker = defineOp({
  op: "CUSTOM:SignalStacker",
  resolverCall: "AddStacker",
  summary: "Stacks each frame with those around it; frames persist between invocations. An incomplete stack is 0.",
  maxVersion: 1,
  signatures: [{ inputs: ["int16"], outputs: ["int16", "bool"] }],
  leavesUnwritten: ({ node: { attributes } }) => attributes.rightContext > 0 || attributes.step > 1,
  readAttributes: readSignalStackerAttributes,
  constraints: signalStackerConstraints,
  evaluate: evaluateSignalStacker,
  work: () => ({ macs: 0 }),
  aot: [signalStackerScalar],
  tflm: signalStackerTflm,
});
