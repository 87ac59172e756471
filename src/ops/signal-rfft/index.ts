// SPDX-License-Identifier: Apache-2.0
/** CUSTOM:SignalRfft: spectrum of real samples. */
import { defineOp } from "../definition.js";
import { readFftAttributes } from "../shared/fft-attributes.js";
import { signalRfftScalar } from "./aot/scalar.js";
import { signalRfftConstraints } from "./constraints.js";
import { evaluateSignalRfft } from "./reference.js";
import { signalRfftTflm } from "./tflm.js";

export const signalRfft = defineOp({
  op: "CUSTOM:SignalRfft",
  resolverCall: "AddRfft",
  summary: "Fixed-point spectrum of real samples, as kissfft computes it.",
  maxVersion: 1,
  signatures: [
    { inputs: ["int16"], outputs: ["int16"] },
    { inputs: ["int32"], outputs: ["int32"] },
  ],
  readAttributes: readFftAttributes,
  constraints: signalRfftConstraints,
  evaluate: evaluateSignalRfft,
  work: () => ({ macs: 0 }),
  aot: [signalRfftScalar],
  tflm: signalRfftTflm,
});
