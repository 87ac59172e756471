// SPDX-License-Identifier: Apache-2.0
/** Rules on tensors that many operators have in common. */
import { shapeText } from "../../ir/shape.js";
import type { Tensor } from "../../ir/tensor.js";
import { type FusedActivation, integerRange } from "../../quant/activation.js";
import type { Constraint } from "../definition.js";

/** Which tensors of a node a rule is about; inputs come first. */
export interface TensorSelection {
  readonly inputs?: readonly number[];
  readonly outputs?: readonly number[];
}

interface NamedTensor {
  readonly label: string;
  readonly tensor: Tensor | undefined;
}

function select(
  view: { readonly inputs: readonly (Tensor | undefined)[]; readonly outputs: readonly Tensor[] },
  selection: TensorSelection,
): NamedTensor[] {
  return [
    ...(selection.inputs ?? []).map((index) => ({ label: `input ${index}`, tensor: view.inputs[index] })),
    ...(selection.outputs ?? []).map((index) => ({ label: `output ${index}`, tensor: view.outputs[index] })),
  ];
}

/** The first selected tensor that breaks the rule, described; omitted tensors keep every rule. */
export function firstViolation(
  view: { readonly inputs: readonly (Tensor | undefined)[]; readonly outputs: readonly Tensor[] },
  selection: TensorSelection,
  violation: (tensor: Tensor) => string | undefined,
): string | undefined {
  for (const { label, tensor } of select(view, selection)) {
    const actual = tensor === undefined ? undefined : violation(tensor);
    if (actual !== undefined) return `${label} ${actual}`;
  }
  return undefined;
}

/** The selected tensors have exactly this many dimensions. */
export function rankIs(rank: number, selection: TensorSelection): Constraint<unknown> {
  return {
    id: "rank",
    says: `${selectionText(selection)} must have ${rank} dimensions`,
    violation: (view) =>
      firstViolation(view, selection, ({ shape }) =>
        shape.length === rank ? undefined : `has shape ${shapeText(shape)}`,
      ),
  };
}

/** One scale that is positive and finite, and a zero point that the type can hold. */
export function perTensorQuantized(selection: TensorSelection): Constraint<unknown> {
  return {
    id: "per-tensor-quantization",
    says: `${selectionText(selection)} must have one positive scale and a zero point within the type`,
    violation: (view) => firstViolation(view, selection, perTensorFault),
  };
}

function perTensorFault({ quantization, dtype }: Tensor): string | undefined {
  if (quantization === undefined || quantization.scales.length === 0) return "has no quantisation";
  const [scale = 0, ...more] = quantization.scales;
  if (more.length > 0) return `has ${more.length + 1} scales`;
  if (!(scale > 0) || !Number.isFinite(scale)) return `has scale ${scale}`;
  const zeroPoint = quantization.zeroPoints[0] ?? 0;
  const { min, max } = integerRange(dtype);
  return zeroPoint >= min && zeroPoint <= max ? undefined : `has zero point ${zeroPoint}`;
}

/** The selected inputs are stored in the model. */
export function constantInputs(indices: readonly number[], hint?: string): Constraint<unknown> {
  return {
    id: "constant-inputs",
    says: `${selectionText({ inputs: indices })} must be constant`,
    violation: (view) =>
      firstViolation(view, { inputs: indices }, ({ storage }) =>
        storage.kind === "constant" ? undefined : "is computed at run time",
      ),
    ...(hint === undefined ? {} : { hint }),
  };
}

/** TFLM ignores TANH and SIGN_BIT in quantised kernels, which would silently change the model. */
export function supportedActivation<A extends { readonly activation: FusedActivation }>(): Constraint<A> {
  return {
    id: "fused-activation",
    says: "the fused activation must be NONE, RELU, RELU6 or RELU_N1_TO_1",
    violation: ({ node: { attributes } }) =>
      attributes.activation === "TANH" || attributes.activation === "SIGN_BIT" ? attributes.activation : undefined,
    hint: "convert the model with the activation as an operator of its own",
  };
}

export function selectionText(selection: TensorSelection): string {
  const part = (noun: string, indices: readonly number[] = []): string[] =>
    indices.length === 0 ? [] : [`${noun}${indices.length > 1 ? "s" : ""} ${indices.join(", ")}`];
  return [...part("input", selection.inputs), ...part("output", selection.outputs)].join(" and ");
}
