// SPDX-License-Identifier: Apache-2.0
/** The rule for an integer option that must lie between two bounds. */
import type { NodeView } from "../../ir/graph.js";
import type { Constraint } from "../definition.js";

export interface OptionRange<A> {
  /** As in the file. */
  readonly name: string;
  readonly value: (attributes: A) => number;
  readonly min: number;
  readonly max?: number;
}

export function optionRange<A>({ name, value, min, max = Infinity }: OptionRange<A>): Constraint<A> {
  return {
    id: name.replaceAll("_", "-"),
    says: max === Infinity ? `${name} must be at least ${min}` : `${name} must lie between ${min} and ${max}`,
    violation(view: NodeView<A>) {
      const actual = value(view.node.attributes);
      return actual >= min && actual <= max ? undefined : `it is ${actual}`;
    },
  };
}
