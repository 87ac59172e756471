// SPDX-License-Identifier: Apache-2.0
/** CUSTOM:SignalFilterBankSquareRoot: magnitudes of energies. */
import { defineOp } from "../definition.js";
import { readNoAttributes } from "../shared/no-attributes.js";
import { signalFilterBankSquareRootScalar } from "./aot/scalar.js";
import { signalFilterBankSquareRootConstraints } from "./constraints.js";
import { evaluateSignalFilterBankSquareRoot } from "./reference.js";
import { signalFilterBankSquareRootTflm } from "./tflm.js";

export const signalFilterBankSquareRoot = defineOp({
  op: "CUSTOM:SignalFilterBankSquareRoot",
  resolverCall: "AddFilterBankSquareRoot",
  summary: "Square roots of energies, shifted right by the second input.",
  maxVersion: 1,
  signatures: [{ inputs: ["uint64", "int32"], outputs: ["uint32"] }],
  readAttributes: readNoAttributes,
  constraints: signalFilterBankSquareRootConstraints,
  evaluate: evaluateSignalFilterBankSquareRoot,
  work: () => ({ macs: 0 }),
  aot: [signalFilterBankSquareRootScalar],
  tflm: signalFilterBankSquareRootTflm,
});
