// SPDX-License-Identifier: Apache-2.0
/** LOGISTIC: 1 / (1 + exp(−x)). */
import { defineOp } from "../definition.js";
import { logisticScalar } from "./aot/scalar.js";
import { readLogisticAttributes } from "./attributes.js";
import { logisticConstraints } from "./constraints.js";
import { evaluateLogistic } from "./reference.js";
import { logisticTflm } from "./tflm.js";

export const logistic = defineOp({
  op: "LOGISTIC",
  resolverCall: "AddLogistic",
  summary: "1 / (1 + exp(-x)).",
  maxVersion: 3,
  signatures: [
    { inputs: ["int8"], outputs: ["int8"] },
    { inputs: ["int16"], outputs: ["int16"] },
  ],
  elementwise: true,
  readAttributes: readLogisticAttributes,
  constraints: logisticConstraints,
  evaluate: evaluateLogistic,
  work: () => ({ macs: 0 }),
  aot: [logisticScalar],
  tflm: logisticTflm,
});
