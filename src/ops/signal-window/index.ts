// SPDX-License-Identifier: Apache-2.0
/** CUSTOM:SignalWindow: samples times a window, as fixed-point fractions. */
import { defineOp } from "../definition.js";
import { signalWindowScalar } from "./aot/scalar.js";
import { readSignalWindowAttributes } from "./attributes.js";
import { signalWindowConstraints } from "./constraints.js";
import { evaluateSignalWindow } from "./reference.js";
import { signalWindowTflm } from "./tflm.js";

export const signalWindow = defineOp({
  op: "CUSTOM:SignalWindow",
  resolverCall: "AddWindow",
  summary: "Samples times a window, as fixed-point fractions.",
  maxVersion: 1,
  signatures: [{ inputs: ["int16", "int16"], outputs: ["int16"] }],
  readAttributes: readSignalWindowAttributes,
  constraints: signalWindowConstraints,
  evaluate: evaluateSignalWindow,
  work: () => ({ macs: 0 }),
  aot: [signalWindowScalar],
  tflm: signalWindowTflm,
});
