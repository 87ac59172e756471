// SPDX-License-Identifier: Apache-2.0
/** TANH: the hyperbolic tangent of int8 and int16. float32 would need tanh at run time and is left out. */
import { perTensorQuantized } from "../shared/constraints.js";
import { whenInputIs, zeroPointsAreZero } from "../shared/elementwise-constraints.js";
import { readNoAttributes } from "../shared/no-attributes.js";
import {
  int16SigmoidInputScale,
  int16SigmoidOutputScale,
  int8SigmoidInputScale,
} from "../shared/sigmoid-constraints.js";
import { unaryOperator } from "../shared/unary-operator.js";
import { tanhExpression } from "./aot/scalar.js";
import { tanh as element } from "./reference.js";
import { tanhTflm } from "./tflm.js";

export const tanh = unaryOperator({
  op: "TANH",
  resolverCall: "AddTanh",
  summary: "Hyperbolic tangent; int8 results have scale 1/128 and zero point 0 whatever the output says, as in TFLM.",
  maxVersion: 3,
  signatures: [
    { inputs: ["int8"], outputs: ["int8"] },
    { inputs: ["int16"], outputs: ["int16"] },
  ],
  readAttributes: readNoAttributes,
  constraints: [
    perTensorQuantized({ inputs: [0], outputs: [0] }),
    whenInputIs(["int8"], int8SigmoidInputScale),
    whenInputIs(["int16"], zeroPointsAreZero({ inputs: [0], outputs: [0] })),
    whenInputIs(["int16"], int16SigmoidInputScale),
    whenInputIs(["int16"], int16SigmoidOutputScale),
  ],
  element,
  expression: tanhExpression,
  tflm: tanhTflm,
});
