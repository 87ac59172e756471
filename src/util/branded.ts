// SPDX-License-Identifier: Apache-2.0
/** Nominal number types: indices that must not be mixed up with one another. */
declare const brand: unique symbol;
export type Branded<T, B extends string> = T & { readonly [brand]: B };

/** Index of a tensor in its graph's `tensors`. */
export type TensorId = Branded<number, "TensorId">;
/** Index of a node in its graph's `nodes`, which is the execution order. */
export type NodeId = Branded<number, "NodeId">;
/** Index of a buffer in a placement problem. */
export type BufferId = Branded<number, "BufferId">;
export type Bytes = number;
/** Position in the execution order; node i runs during [i, i + 1). */
export type Time = number;

export const tensorId = (index: number): TensorId => index as TensorId;
export const nodeId = (index: number): NodeId => index as NodeId;
export const bufferId = (index: number): BufferId => index as BufferId;
