// SPDX-License-Identifier: Apache-2.0
/** One operator of the graph. The IR does not know any operator: attributes are typed by the operator's own folder. */
import type { NodeId, TensorId } from "../util/branded.js";

/** Position of the operator in the file, which survives passes; reports and golden layers refer to it. */
export interface NodeOrigin {
  readonly subgraph: number;
  readonly index: number;
}

export interface Node<K extends string = string, A = unknown> {
  readonly id: NodeId;
  /** Builtin name as in the TFLite schema (CONV_2D), or `CUSTOM:<code>` for custom operators. */
  readonly op: K;
  /** Operator version of the file, 1 or more. */
  readonly version: number;
  readonly attributes: A;
  /** The operator's options as the file holds them, from which the node can be written again; passes keep them. */
  readonly fileOptions?: unknown;
  /** `undefined` marks an omitted optional input (index −1 in the file). */
  readonly inputs: readonly (TensorId | undefined)[];
  readonly outputs: readonly TensorId[];
  readonly intermediates: readonly TensorId[];
  readonly origin: NodeOrigin;
}
