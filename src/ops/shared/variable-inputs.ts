// SPDX-License-Identifier: Apache-2.0
/** The rule for inputs that keep their value from one invocation to the next. */
import type { Constraint } from "../definition.js";
import { firstViolation } from "./constraints.js";

/** The selected inputs are variable tensors. */
export function variableInputs(indices: readonly number[]): Constraint<unknown> {
  return {
    id: "variable-inputs",
    says: `input${indices.length > 1 ? "s" : ""} ${indices.join(", ")} must be marked as variable (is_variable)`,
    violation: (view) =>
      firstViolation(view, { inputs: indices }, ({ storage }) => (storage.kind === "variable" ? undefined : "is not")),
  };
}
