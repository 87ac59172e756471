// SPDX-License-Identifier: Apache-2.0
/** CUSTOM:SignalPCAN: per-channel automatic gain control. */
import { defineOp } from "../definition.js";
import { signalPcanScalar } from "./aot/scalar.js";
import { readSignalPcanAttributes } from "./attributes.js";
import { signalPcanConstraints } from "./constraints.js";
import { evaluateSignalPcan } from "./reference.js";
import { signalPcanTflm } from "./tflm.js";

export const signalPcan = defineOp({
  op: "CUSTOM:SignalPCAN",
  resolverCall: "AddPCAN",
  summary: "Automatic gain control of every channel by its noise estimate and a table of gains.",
  maxVersion: 1,
  signatures: [{ inputs: ["uint32", "uint32", "int16"], outputs: ["uint32"] }],
  readAttributes: readSignalPcanAttributes,
  constraints: signalPcanConstraints,
  evaluate: evaluateSignalPcan,
  work: () => ({ macs: 0 }),
  aot: [signalPcanScalar],
  tflm: signalPcanTflm,
});
