// SPDX-License-Identifier: Apache-2.0
/** Matching a node's tensor types against the signatures that an operator declares. */
import type { NodeView } from "../ir/graph.js";
import type { Tensor } from "../ir/tensor.js";
import type { Signature, SignatureType } from "./definition.js";

/** True when every input and output of the node has a type that the signature names at its place. */
export function matchesSignature(signature: Signature, view: NodeView): boolean {
  if (view.outputs.length !== signature.outputs.length && !(signature.variadic && view.outputs.length > 0))
    return false;
  const outputsMatch = view.outputs.every(
    (output, i) => output.dtype === (signature.outputs[i] ?? signature.outputs.at(-1)),
  );
  const longest = Math.max(view.inputs.length, signature.inputs.length);
  for (let i = 0; i < longest; i++) {
    const wanted = signature.inputs[i] ?? (signature.variadic ? signature.inputs.at(-1) : undefined);
    if (wanted === undefined || !inputMatches(wanted, view.inputs[i])) {
      // A variadic operator may have fewer inputs than the signature spells out.
      if (!(signature.variadic && i > 0 && view.inputs[i] === undefined && i >= view.inputs.length)) return false;
    }
  }
  return outputsMatch;
}

function inputMatches(wanted: SignatureType, input: Tensor | undefined): boolean {
  if (input === undefined) return wanted.endsWith("?");
  return input.dtype === wanted.replace("?", "");
}

/** "(int8, int8, int32?) -> (int8)" */
export function signatureText(signature: Signature): string {
  const inputs = signature.inputs.join(", ");
  return `(${inputs}${signature.variadic ? ", ..." : ""}) -> (${signature.outputs.join(", ")})`;
}
