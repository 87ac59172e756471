// SPDX-License-Identifier: Apache-2.0
/** CUSTOM:SignalFramer: cuts a stream into overlapping frames. */
import { defineOp } from "../definition.js";
import { signalFramerScalar } from "./aot/scalar.js";
import { readSignalFramerAttributes } from "./attributes.js";
import { signalFramerConstraints } from "./constraints.js";
import { framesOf } from "./frames.js";
import { evaluateSignalFramer } from "./reference.js";
import { signalFramerTflm } from "./tflm.js";

export const signalFramer = defineOp({
  op: "CUSTOM:SignalFramer",
  resolverCall: "AddFramer",
  summary: "Cuts a stream into overlapping frames; samples persist between invocations. Incomplete frames are 0.",
  maxVersion: 1,
  signatures: [{ inputs: ["int16"], outputs: ["int16", "bool"] }],
  leavesUnwritten(view) {
    const { size, step, prefilled } = framesOf(view);
    return prefilled + step < size;
  },
  readAttributes: readSignalFramerAttributes,
  constraints: signalFramerConstraints,
  evaluate: evaluateSignalFramer,
  work: () => ({ macs: 0 }),
  aot: [signalFramerScalar],
  tflm: signalFramerTflm,
});
