// SPDX-License-Identifier: Apache-2.0
/** Rules of operators that map one tensor onto another of the same shape. */
import type { DType } from "../../ir/dtype.js";
import type { NodeView } from "../../ir/graph.js";
import { elementCount, shapeText } from "../../ir/shape.js";
import type { Constraint } from "../definition.js";
import { firstViolation, selectionText, type TensorSelection } from "./constraints.js";
import { affineOf, inputTensor, outputTensor } from "./operands.js";

/** The rule for nodes whose first input has one of these types; other nodes keep it. */
export function whenInputIs<A>(dtypes: readonly DType[], constraint: Constraint<A>): Constraint<A> {
  return {
    ...constraint,
    says: `for ${dtypes.join(" and ")}: ${constraint.says}`,
    violation: (view: NodeView<A>) =>
      dtypes.includes(inputTensor(view, 0).dtype) ? constraint.violation(view) : undefined,
  };
}

/** Input 0 and output 0 hold the same number of elements. */
export const sameElementCount: Constraint<unknown> = {
  id: "element-count",
  says: "input 0 and output 0 must have equally many elements",
  violation(view) {
    const input = inputTensor(view, 0).shape;
    const output = outputTensor(view).shape;
    return elementCount(input) === elementCount(output)
      ? undefined
      : `input 0 is ${shapeText(input)}, output 0 is ${shapeText(output)}`;
  },
};

/** Input 0 and output 0 have this zero point. */
export function zeroPointIs(
  zeroPoint: number,
  of: { readonly input?: boolean; readonly output?: boolean },
): Constraint<unknown> {
  const places = [...(of.input ? ["input 0"] : []), ...(of.output ? ["output 0"] : [])];
  return {
    id: `zero-point-of-${places.map((place) => place.split(" ")[0]).join("-and-")}`,
    says: `the zero point of ${places.join(" and ")} must be ${zeroPoint}`,
    code: "TG2007",
    violation(view) {
      if (of.input && affineOf(inputTensor(view, 0)).zeroPoint !== zeroPoint) {
        return `input 0 has zero point ${affineOf(inputTensor(view, 0)).zeroPoint}`;
      }
      return of.output && affineOf(outputTensor(view)).zeroPoint !== zeroPoint
        ? `output 0 has zero point ${affineOf(outputTensor(view)).zeroPoint}`
        : undefined;
    },
  };
}

/** The selected tensors have zero point 0, as TFLM demands of int16. */
export function zeroPointsAreZero(selection: TensorSelection): Constraint<unknown> {
  return {
    id: "zero-points",
    says: `the zero points of ${selectionText(selection)} must be 0`,
    code: "TG2007",
    violation: (view) =>
      firstViolation(view, selection, (tensor) => {
        const { zeroPoint } = affineOf(tensor);
        return zeroPoint === 0 ? undefined : `has zero point ${zeroPoint}`;
      }),
  };
}
