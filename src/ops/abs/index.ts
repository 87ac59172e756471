// SPDX-License-Identifier: Apache-2.0
/** ABS: magnitude of int8, int16 (quantised or not) and float32. */
import { perTensorQuantized } from "../shared/constraints.js";
import { whenInputIs, zeroPointsAreZero } from "../shared/elementwise-constraints.js";
import { representableFactor } from "../shared/multiplier-constraints.js";
import { type NoAttributes, readNoAttributes } from "../shared/no-attributes.js";
import { affineOf, inputTensor, outputTensor } from "../shared/operands.js";
import type { Constraint } from "../definition.js";
import { unaryOperator } from "../shared/unary-operator.js";
import { absExpression } from "./aot/scalar.js";
import { abs as element, isQuantized } from "./reference.js";
import { absTflm } from "./tflm.js";

const whenQuantized = (constraint: Constraint<NoAttributes>): Constraint<NoAttributes> => ({
  ...constraint,
  says: `where the input is quantised: ${constraint.says}`,
  violation: (view) => (isQuantized(view) ? constraint.violation(view) : undefined),
});

const factor = representableFactor<NoAttributes>(
  "input scale / output scale",
  (view) => affineOf(inputTensor(view, 0)).scale / affineOf(outputTensor(view)).scale,
);

export const abs = unaryOperator({
  op: "ABS",
  resolverCall: "AddAbs",
  summary: "Magnitude; int16 with or without quantisation.",
  maxVersion: 5,
  signatures: [
    { inputs: ["int8"], outputs: ["int8"] },
    { inputs: ["int16"], outputs: ["int16"] },
    { inputs: ["float32"], outputs: ["float32"] },
  ],
  readAttributes: readNoAttributes,
  constraints: [
    whenInputIs(["int8"], perTensorQuantized({ inputs: [0], outputs: [0] })),
    whenInputIs(["int16"], whenQuantized(perTensorQuantized({ inputs: [0], outputs: [0] }))),
    whenInputIs(["int16"], whenQuantized(zeroPointsAreZero({ inputs: [0], outputs: [0] }))),
    whenInputIs(["int8", "int16"], whenQuantized(factor)),
  ],
  element,
  expression: absExpression,
  tflm: absTflm,
});
