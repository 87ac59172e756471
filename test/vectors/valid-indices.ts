// SPDX-License-Identifier: Apache-2.0
/** Run-time indices that TFLM accepts: outside the tensor it fails or reads foreign memory, so it has no answer there. */
import type { OpCase } from "../support/op-case.js";
import { encode, runTimeInputs } from "../support/op-case.js";
import { mix } from "../support/random.js";

/** Largest valid index for the element at `position` of the index input, by operator. */
const LARGEST: Readonly<Record<string, (opCase: OpCase, position: number) => number>> = {
  EMBEDDING_LOOKUP: ({ inputs }) => (inputs[1]?.shape[0] ?? 1) - 1,
  GATHER({ inputs, attributes }) {
    const shape = inputs[0]?.shape ?? [];
    return (shape.at((attributes as { readonly axis: number }).axis) ?? 1) - 1;
  },
  GATHER_ND({ inputs }, position) {
    const coordinates = inputs[1]?.shape.at(-1) ?? 1;
    return (inputs[0]?.shape[position % coordinates] ?? 1) - 1;
  },
  SLICE: ({ inputs, outputs }, position) => (inputs[0]?.shape[position] ?? 1) - (outputs[0]?.shape[position] ?? 1),
};

export interface InvocationOf {
  readonly op: string;
  readonly opCase: OpCase;
  /** By run-time input. */
  readonly bytes: readonly Uint8Array[];
  readonly seed: number;
}

/** The bytes of one invocation with every index input replaced by valid indices, where the operator has such inputs. */
export function withValidIndices({ op, opCase, bytes, seed }: InvocationOf): readonly Uint8Array[] {
  return runTimeInputs(opCase).map((tensor, i) => {
    const own = bytes[i] ?? new Uint8Array();
    const { telling } = tensor;
    if (telling === undefined || (tensor.dtype !== "int32" && tensor.dtype !== "int64")) return own;
    // Shapes that do not broadcast stop TFLM; the case's own do.
    if (op === "BROADCAST_ARGS") return encode(tensor, telling.slice(1));
    const largest = LARGEST[op];
    if (largest === undefined) return own;
    const count = own.length / (tensor.dtype === "int64" ? 8 : 4);
    const valid = Array.from({ length: count }, (_, position) => {
      return (mix(seed + position) >>> 3) % (largest(opCase, position) + 1);
    });
    return encode(tensor, valid);
  });
}
