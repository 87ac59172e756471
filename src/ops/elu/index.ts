// SPDX-License-Identifier: Apache-2.0
/** ELU: x where x is 0 or more, exp(x) − 1 elsewhere. float32 would need exp at run time and is left out. */
import { perTensorQuantized } from "../shared/constraints.js";
import { noMathsLibrary } from "../shared/maths-library.js";
import { readNoAttributes } from "../shared/no-attributes.js";
import { unaryOperator } from "../shared/unary-operator.js";
import { elu as element } from "./reference.js";
import { eluTflm } from "./tflm.js";

export const elu = unaryOperator({
  op: "ELU",
  resolverCall: "AddElu",
  summary: "x where x is 0 or more, exp(x) - 1 elsewhere.",
  maxVersion: 1,
  signatures: [{ inputs: ["int8"], outputs: ["int8"] }],
  readAttributes: readNoAttributes,
  constraints: [perTensorQuantized({ inputs: [0], outputs: [0] })],
  element,
  expression: noMathsLibrary,
  tflm: eluTflm,
});
