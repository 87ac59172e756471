// SPDX-License-Identifier: Apache-2.0
/** Rules on inputs that hold indices. */
import type { NodeView } from "../../ir/graph.js";
import type { Constraint } from "../definition.js";
import { constantIntegers } from "./operands.js";

/** Indices that are stored in the model lie in 0 … extent − 1; those computed at run time are limited by the kernel. */
export function indicesWithin<A>(input: number, extent: (view: NodeView<A>) => number): Constraint<A> {
  return {
    id: "index-range",
    says: `constant indices (input ${input}) must exist in the axis that they walk`,
    violation(view) {
      const most = extent(view);
      const wrong = constantIntegers(view.inputs[input])?.find((index) => index < 0 || index >= most);
      return wrong === undefined ? undefined : `index ${wrong} of ${most}`;
    },
  };
}
