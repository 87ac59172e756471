// SPDX-License-Identifier: Apache-2.0
/** CUSTOM:SignalIrfft: real samples of a spectrum. */
import { defineOp } from "../definition.js";
import { readFftAttributes } from "../shared/fft-attributes.js";
import { signalIrfftScalar } from "./aot/scalar.js";
import { signalIrfftConstraints } from "./constraints.js";
import { evaluateSignalIrfft } from "./reference.js";
import { signalIrfftTflm } from "./tflm.js";

export const signalIrfft = defineOp({
  op: "CUSTOM:SignalIrfft",
  resolverCall: "AddIrfft",
  summary: "Real samples of a fixed-point spectrum, as kissfft computes them.",
  maxVersion: 1,
  signatures: [
    { inputs: ["int16"], outputs: ["int16"] },
    { inputs: ["int32"], outputs: ["int32"] },
  ],
  readAttributes: readFftAttributes,
  constraints: signalIrfftConstraints,
  evaluate: evaluateSignalIrfft,
  work: () => ({ macs: 0 }),
  aot: [signalIrfftScalar],
  tflm: signalIrfftTflm,
});
