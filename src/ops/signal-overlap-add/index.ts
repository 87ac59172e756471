// SPDX-License-Identifier: Apache-2.0
/** CUSTOM:SignalOverlapAdd: joins overlapping frames to a stream. */
import { defineOp } from "../definition.js";
import { signalOverlapAddScalar } from "./aot/scalar.js";
import { readSignalOverlapAddAttributes } from "./attributes.js";
import { signalOverlapAddConstraints } from "./constraints.js";
import { evaluateSignalOverlapAdd } from "./reference.js";
import { signalOverlapAddTflm } from "./tflm.js";

export const signalOverlapAdd = defineOp({
  op: "CUSTOM:SignalOverlapAdd",
  resolverCall: "AddOverlapAdd",
  summary: "Joins overlapping frames to a stream; unfinished sums persist between invocations.",
  maxVersion: 1,
  signatures: [
    { inputs: ["int16"], outputs: ["int16"] },
    { inputs: ["float32"], outputs: ["float32"] },
  ],
  readAttributes: readSignalOverlapAddAttributes,
  constraints: signalOverlapAddConstraints,
  evaluate: evaluateSignalOverlapAdd,
  work: () => ({ macs: 0 }),
  aot: [signalOverlapAddScalar],
  tflm: signalOverlapAddTflm,
});
