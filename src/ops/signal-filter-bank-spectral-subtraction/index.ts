// SPDX-License-Identifier: Apache-2.0
/** CUSTOM:SignalFilterBankSpectralSubtraction: takes a running estimate of the noise off every channel. */
import { defineOp } from "../definition.js";
import { spectralSubtractionScalar } from "./aot/scalar.js";
import { readSpectralSubtractionAttributes } from "./attributes.js";
import { spectralSubtractionConstraints } from "./constraints.js";
import { evaluateSpectralSubtraction } from "./reference.js";
import { signalFilterBankSpectralSubtractionTflm } from "./tflm.js";

export const signalFilterBankSpectralSubtraction = defineOp({
  op: "CUSTOM:SignalFilterBankSpectralSubtraction",
  resolverCall: "AddFilterBankSpectralSubtraction",
  summary: "Takes a running estimate of the noise off every channel; the estimate persists between invocations.",
  maxVersion: 1,
  signatures: [{ inputs: ["uint32"], outputs: ["uint32", "uint32"] }],
  readAttributes: readSpectralSubtractionAttributes,
  constraints: spectralSubtractionConstraints,
  evaluate: evaluateSpectralSubtraction,
  work: () => ({ macs: 0 }),
  aot: [spectralSubtractionScalar],
  tflm: signalFilterBankSpectralSubtractionTflm,
});
