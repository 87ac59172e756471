// SPDX-License-Identifier: Apache-2.0
/** CUSTOM:SignalDelay: delays the rows of a signal. */
import { defineOp } from "../definition.js";
import { signalDelayScalar } from "./aot/scalar.js";
import { readSignalDelayAttributes } from "./attributes.js";
import { signalDelayConstraints } from "./constraints.js";
import { evaluateSignalDelay } from "./reference.js";
import { signalDelayTflm } from "./tflm.js";

export const signalDelay = defineOp({
  op: "CUSTOM:SignalDelay",
  resolverCall: "AddDelay",
  summary: "Delays every row by a number of samples, which persist between invocations.",
  maxVersion: 1,
  signatures: [{ inputs: ["int16"], outputs: ["int16"] }],
  readAttributes: readSignalDelayAttributes,
  constraints: signalDelayConstraints,
  evaluate: evaluateSignalDelay,
  work: () => ({ macs: 0 }),
  aot: [signalDelayScalar],
  tflm: signalDelayTflm,
});
