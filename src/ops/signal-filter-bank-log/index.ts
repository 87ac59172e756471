// SPDX-License-Identifier: Apache-2.0
/** CUSTOM:SignalFilterBankLog: scaled natural logarithms. */
import { defineOp } from "../definition.js";
import { signalFilterBankLogScalar } from "./aot/scalar.js";
import { readSignalFilterBankLogAttributes } from "./attributes.js";
import { signalFilterBankLogConstraints } from "./constraints.js";
import { evaluateSignalFilterBankLog } from "./reference.js";
import { signalFilterBankLogTflm } from "./tflm.js";

export const signalFilterBankLog = defineOp({
  op: "CUSTOM:SignalFilterBankLog",
  resolverCall: "AddFilterBankLog",
  summary: "Natural logarithms of the channels, scaled to int16.",
  maxVersion: 1,
  signatures: [{ inputs: ["uint32"], outputs: ["int16"] }],
  readAttributes: readSignalFilterBankLogAttributes,
  constraints: signalFilterBankLogConstraints,
  evaluate: evaluateSignalFilterBankLog,
  work: () => ({ macs: 0 }),
  aot: [signalFilterBankLogScalar],
  tflm: signalFilterBankLogTflm,
});
