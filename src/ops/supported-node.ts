// SPDX-License-Identifier: Apache-2.0
/** Would the support check accept this node? For passes that evaluate nodes before the check has spoken. */
import type { NodeView } from "../ir/graph.js";
import type { OpDefinition } from "./definition.js";
import { matchesSignature } from "./signature.js";

export function isSupportedNode(view: NodeView, definition: OpDefinition): boolean {
  return (
    view.node.version <= definition.maxVersion &&
    definition.signatures.some((signature) => matchesSignature(signature, view)) &&
    (definition.constantInputs ?? []).every((index) => {
      const input = view.inputs[index];
      return input === undefined || input.storage.kind === "constant";
    }) &&
    definition.constraints.every((constraint) => constraint.violation(view) === undefined)
  );
}
