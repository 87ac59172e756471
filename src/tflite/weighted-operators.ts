// SPDX-License-Identifier: Apache-2.0
/** The operators whose cost is multiplying activations by a weights tensor: where the weights are, and how many products. */
import { elementCount, type Shape } from "../ir/shape.js";

export interface WeightedOperator {
  /** Position of the weights among the inputs. */
  readonly weights: number;
  /** Multiply-accumulate operations of one invocation. */
  macs(shapes: { readonly weights: Shape; readonly inputs: readonly Shape[]; readonly output: Shape }): number;
}

const extent = (shape: Shape, axis: number): number => shape[axis] ?? 0;

/** Weights are [out, height, width, in], for depthwise convolution [1, height, width, out]. */
const WEIGHTED_OPERATORS: Readonly<Record<string, WeightedOperator>> = {
  CONV_2D: {
    weights: 1,
    macs: ({ weights, output }) => elementCount(output) * extent(weights, 1) * extent(weights, 2) * extent(weights, 3),
  },
  DEPTHWISE_CONV_2D: {
    weights: 1,
    macs: ({ weights, output }) => elementCount(output) * extent(weights, 1) * extent(weights, 2),
  },
  FULLY_CONNECTED: {
    weights: 1,
    macs: ({ weights, output }) => elementCount(output) * extent(weights, 1),
  },
  TRANSPOSE_CONV: {
    // Every element of the input (after output shape and weights the third one) meets a whole filter per output channel.
    weights: 1,
    macs: ({ weights, inputs }) =>
      elementCount(inputs[2] ?? [0]) * extent(weights, 0) * extent(weights, 1) * extent(weights, 2),
  },
};

export function weightedOperator(op: string): WeightedOperator | undefined {
  return Object.hasOwn(WEIGHTED_OPERATORS, op) ? WEIGHTED_OPERATORS[op] : undefined;
}
