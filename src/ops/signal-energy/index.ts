// SPDX-License-Identifier: Apache-2.0
/** CUSTOM:SignalEnergy: squared magnitudes of a spectrum. */
import { elementCount } from "../../ir/shape.js";
import { defineOp } from "../definition.js";
import { outputTensor } from "../shared/operands.js";
import { signalEnergyScalar } from "./aot/scalar.js";
import { readSignalEnergyAttributes } from "./attributes.js";
import { signalEnergyConstraints } from "./constraints.js";
import { evaluateSignalEnergy } from "./reference.js";
import { signalEnergyTflm } from "./tflm.js";

export const signalEnergy = defineOp({
  op: "CUSTOM:SignalEnergy",
  resolverCall: "AddEnergy",
  summary: "Squared magnitudes of a range of a spectrum; outputs outside the range are 0 (TFLM does not write them).",
  maxVersion: 1,
  signatures: [{ inputs: ["int16"], outputs: ["uint32"] }],
  leavesUnwritten(view) {
    const { start, end } = view.node.attributes;
    return end - start < elementCount(outputTensor(view).shape);
  },
  readAttributes: readSignalEnergyAttributes,
  constraints: signalEnergyConstraints,
  evaluate: evaluateSignalEnergy,
  work: () => ({ macs: 0 }),
  aot: [signalEnergyScalar],
  tflm: signalEnergyTflm,
});
