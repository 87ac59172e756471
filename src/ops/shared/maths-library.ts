// SPDX-License-Identifier: Apache-2.0
/** Guards operators whose only kernel is a byte table: other types would need functions of a maths library. */
import { invariant } from "../../diagnostics/tinygen-error.js";
import type { NodeView } from "../../ir/graph.js";

/** In place of a C expression; the signatures keep every type but int8 out. */
export function noMathsLibrary(view: NodeView): never {
  invariant(false, `${view.node.op} is computed from a table of int8 values alone`);
}
