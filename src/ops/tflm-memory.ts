// SPDX-License-Identifier: Apache-2.0
/** What an operator's kernel in TFLM takes from the arena: the facts behind codegen/tflm/arena-model.ts. */
import type { NodeView } from "../ir/graph.js";
import type { Target } from "../targets/board.js";
import type { Bytes } from "../util/branded.js";
import type { NodeMemory } from "./node-memory.js";
import type { StructAbi, StructLayout } from "./struct-layout.js";

/** Which kernels TFLM was built with, and the structure layout of the target. */
export interface TflmTarget {
  readonly kernels: Target["kernels"];
  readonly isa: Target["isa"];
  readonly abi: StructAbi;
  /** ESP-NN has other kernels for some chips. */
  readonly cpu?: Target["cpu"];
}

/** A tensor of the node by position, of which Prepare takes a temporary TfLiteTensor. */
export type TemporaryTensor =
  { readonly input: number } | { readonly output: number } | { readonly intermediate: number };

/** Arena use of one node; `scratch` and `overlaps` concern the plan, the rest what TFLM keeps beside it. */
export interface TflmNodeMemory extends NodeMemory {
  /** Structure that the parser of the builtin options allocates. */
  readonly options?: StructLayout;
  /** What Init allocates, in order; each is aligned to 16 bytes. */
  readonly init?: readonly (StructLayout | Bytes)[];
  /** What Prepare allocates for good, in order; each is aligned to 16 bytes. */
  readonly persistent?: readonly Bytes[];
  /** Every temporary TfLiteTensor that Prepare takes; nothing is given back before it ends. */
  readonly temporaryTensors?: readonly TemporaryTensor[];
  /** Other temporary buffers of Prepare. */
  readonly temporaryBytes?: readonly { readonly size: Bytes; readonly alignment: Bytes }[];
  /** Temporary tensors of Eval, which lie behind the plan during an invocation. */
  readonly invokeTensors?: readonly TemporaryTensor[];
}

/** The kernel of an operator in TFLM. */
export interface TflmKernel<A = unknown> {
  memory(view: NodeView<A>, target: TflmTarget): TflmNodeMemory;
  /**
   * The kernel leaves the bytes alone, or copies each onto itself, when input and output of `OpDefinition.views` lie at
   * one place. Without it such a pair gets two buffers.
   */
  readonly inPlaceView?: true;
  /** Libraries with a kernel of their own for this operator whose use of the arena `memory` does not know. */
  readonly unknownFor?: readonly TflmTarget["kernels"][];
}
