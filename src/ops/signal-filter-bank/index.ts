// SPDX-License-Identifier: Apache-2.0
/** CUSTOM:SignalFilterBank: energies of overlapping triangular bands. */
import { defineOp } from "../definition.js";
import { signalFilterBankScalar } from "./aot/scalar.js";
import { readSignalFilterBankAttributes } from "./attributes.js";
import { FREQUENCY_STARTS, filterBank, UNWEIGHTS, WEIGHT_STARTS, WEIGHTS, WIDTHS } from "./bank.js";
import { signalFilterBankConstraints } from "./constraints.js";
import { evaluateSignalFilterBank } from "./reference.js";
import { signalFilterBankTflm } from "./tflm.js";

export const signalFilterBank = defineOp({
  op: "CUSTOM:SignalFilterBank",
  resolverCall: "AddFilterBank",
  summary: "Energies of overlapping bands of a spectrum.",
  maxVersion: 1,
  signatures: [{ inputs: ["uint32", "int16", "int16", "int16", "int16", "int16"], outputs: ["uint64"] }],
  constantInputs: [WEIGHTS, UNWEIGHTS, FREQUENCY_STARTS, WEIGHT_STARTS, WIDTHS],
  readAttributes: readSignalFilterBankAttributes,
  constraints: signalFilterBankConstraints,
  evaluate: evaluateSignalFilterBank,
  work(view) {
    const bins = filterBank(view).widths.slice(0, view.node.attributes.channels + 1);
    return { macs: 2 * bins.reduce((sum, width) => sum + Math.max(0, width), 0) };
  },
  aot: [signalFilterBankScalar],
  tflm: signalFilterBankTflm,
});
