// SPDX-License-Identifier: Apache-2.0
/** CUSTOM:SignalFftAutoScale: shifts samples left until they fill their type. */
import { defineOp } from "../definition.js";
import { readNoAttributes } from "../shared/no-attributes.js";
import { signalFftAutoScaleScalar } from "./aot/scalar.js";
import { signalFftAutoScaleConstraints } from "./constraints.js";
import { evaluateSignalFftAutoScale } from "./reference.js";
import { signalFftAutoScaleTflm } from "./tflm.js";

export const signalFftAutoScale = defineOp({
  op: "CUSTOM:SignalFftAutoScale",
  resolverCall: "AddFftAutoScale",
  summary: "Shifts samples left until the largest fills its type; the second output is the shift.",
  maxVersion: 1,
  signatures: [{ inputs: ["int16"], outputs: ["int16", "int32"] }],
  readAttributes: readNoAttributes,
  constraints: signalFftAutoScaleConstraints,
  evaluate: evaluateSignalFftAutoScale,
  work: () => ({ macs: 0 }),
  aot: [signalFftAutoScaleScalar],
  tflm: signalFftAutoScaleTflm,
});
