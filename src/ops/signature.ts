// SPDX-License-Identifier: Apache-2.0
/** Matching a node's tensor types against the signatures that an operator declares. */
import type { DType } from "../ir/dtype.js";
import type { NodeView } from "../ir/graph.js";
import type { Tensor } from "../ir/tensor.js";
import type { Signature, SignatureType } from "./definition.js";

/** True when every input and output of the node has a type that the signature names at its place. */
export function matchesSignature(signature: Signature, view: NodeView): boolean {
  if (signature.others !== undefined) return matchesOpenSignature(signature, signature.others, view);
  if (view.outputs.length !== signature.outputs.length && !(signature.variadic && view.outputs.length > 0))
    return false;
  const outputsMatch = view.outputs.every(
    (output, i) => output.dtype === (signature.outputs[i] ?? signature.outputs.at(-1)),
  );
  const repeats = signature.variadic === true;
  const longest = Math.max(view.inputs.length, signature.inputs.length);
  for (let i = 0; i < longest; i++) {
    const wanted = signature.inputs[i] ?? (repeats ? signature.inputs.at(-1) : undefined);
    if (wanted === undefined || !inputMatches(wanted, view.inputs[i])) {
      // A variadic operator may have fewer inputs than the signature spells out.
      if (!(repeats && i > 0 && view.inputs[i] === undefined && i >= view.inputs.length)) return false;
    }
  }
  return outputsMatch;
}

function matchesOpenSignature({ inputs, outputs }: Signature, others: readonly DType[], view: NodeView): boolean {
  return (
    view.inputs.length >= inputs.length &&
    view.outputs.length >= outputs.length &&
    view.inputs.every((input, i) => inputMatches(inputs[i], input, others)) &&
    view.outputs.every(({ dtype }, i) => (outputs[i] === undefined ? others.includes(dtype) : outputs[i] === dtype))
  );
}

function inputMatches(
  wanted: SignatureType | undefined,
  input: Tensor | undefined,
  others: readonly DType[] = [],
): boolean {
  if (wanted === undefined) return input !== undefined && others.includes(input.dtype);
  if (input === undefined) return wanted.endsWith("?");
  return input.dtype === wanted.replace("?", "");
}

/** "(int8, int8, int32?) -> (int8)" */
export function signatureText({ inputs, outputs, variadic, others }: Signature): string {
  const more = others === undefined ? [] : [`any of ${others.join("|")}, ...`];
  const list = (types: readonly string[], repeats: boolean): string =>
    [...types, ...(repeats ? ["..."] : []), ...more].join(", ");
  return `(${list(inputs, variadic === true)}) -> (${list(outputs, variadic === "outputs")})`;
}
