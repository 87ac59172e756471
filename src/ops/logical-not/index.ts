// SPDX-License-Identifier: Apache-2.0
/** LOGICAL_NOT: true where the element is false. */
import { readNoAttributes } from "../shared/no-attributes.js";
import { unaryOperator } from "../shared/unary-operator.js";
import { logicalNotTflm } from "./tflm.js";

export const logicalNot = unaryOperator({
  op: "LOGICAL_NOT",
  resolverCall: "AddLogicalNot",
  summary: "True where the element is false.",
  maxVersion: 1,
  signatures: [{ inputs: ["bool"], outputs: ["bool"] }],
  readAttributes: readNoAttributes,
  element: () => (x) => Number(x === 0),
  expression: () => (x) => `!${x}`,
  tflm: logicalNotTflm,
});
