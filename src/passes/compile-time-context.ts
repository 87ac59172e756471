// SPDX-License-Identifier: Apache-2.0
/** The evaluation context of nodes that run at compile time: they have no state and call nothing. */
import { invariant } from "../diagnostics/tinygen-error.js";
import type { EvaluationContext } from "../ops/definition.js";

export function compileTimeContext(): EvaluationContext {
  return {
    resources: new Map(),
    state: new Map(),
    unwrittenByte: 0,
    callGraph: () => {
      invariant(false, "a node that runs at compile time calls a graph");
      return [];
    },
  };
}
