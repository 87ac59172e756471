// SPDX-License-Identifier: Apache-2.0
/** Puts the facts about a kernel of TFLM together, for kernels that do the same for every node. */
import type { NodeView } from "../../ir/graph.js";
import type { Bytes } from "../../util/branded.js";
import type { OverlapCapability } from "../node-memory.js";
import type { StructLayout } from "../struct-layout.js";
import type { TemporaryTensor, TflmKernel, TflmNodeMemory, TflmTarget } from "../tflm-memory.js";

export const input = (index: number): TemporaryTensor => ({ input: index });
export const output = (index: number): TemporaryTensor => ({ output: index });

export interface TflmFacts<A> {
  /** Structure of the parsed builtin options. */
  readonly options?: StructLayout;
  /** What Init allocates. */
  readonly data?: StructLayout;
  /** Operands of which Prepare takes a temporary tensor, once for each mention. */
  readonly temporaries?: readonly TemporaryTensor[] | ((view: NodeView<A>) => readonly TemporaryTensor[]);
  /** What Init allocates behind `data`. */
  readonly state?: (view: NodeView<A>, target: TflmTarget) => readonly (Bytes | StructLayout)[];
  /** What Prepare allocates for good. */
  readonly persistent?: (view: NodeView<A>, target: TflmTarget) => readonly Bytes[];
  readonly scratch?: (view: NodeView<A>, target: TflmTarget) => readonly TflmScratch[];
  readonly overlaps?: (view: NodeView<A>, target: TflmTarget) => readonly OverlapCapability[];
  readonly inPlaceView?: true;
  readonly unknownFor?: TflmKernel["unknownFor"];
  /** What is different with CMSIS-NN, whose wrapper in TFLM takes the place of the kernel. */
  readonly cmsisNn?: Wrapper<A>;
  /** The same with ESP-NN. */
  readonly espNn?: Wrapper<A>;
}

type Wrapper<A> = Partial<Omit<TflmFacts<A>, "cmsisNn" | "espNn" | "inPlaceView" | "unknownFor">>;

export interface TflmScratch {
  readonly label: string;
  readonly size: Bytes;
}

/** TFLM aligns every scratch buffer to 16 bytes. */
const SCRATCH_ALIGNMENT = 16;

export function tflmKernel<A = unknown>(facts: TflmFacts<A>): TflmKernel<A> {
  const { inPlaceView, unknownFor, cmsisNn, espNn } = facts;
  const byKernels = { reference: facts, "cmsis-nn": { ...facts, ...cmsisNn }, "esp-nn": { ...facts, ...espNn } };
  return {
    memory: (view, target) => nodeMemory(byKernels[target.kernels], view, target),
    ...(inPlaceView === true ? { inPlaceView } : {}),
    ...(unknownFor === undefined ? {} : { unknownFor }),
  };
}

function nodeMemory<A>(facts: TflmFacts<A>, view: NodeView<A>, target: TflmTarget): TflmNodeMemory {
  const { options, data, temporaries = [], state, persistent, scratch, overlaps } = facts;
  return {
    ...(options === undefined ? {} : { options }),
    init: [...(data === undefined ? [] : [data]), ...(state?.(view, target) ?? [])],
    temporaryTensors: typeof temporaries === "function" ? temporaries(view) : temporaries,
    persistent: persistent?.(view, target) ?? [],
    scratch: (scratch?.(view, target) ?? []).map((request) => ({ ...request, alignment: SCRATCH_ALIGNMENT })),
    overlaps: overlaps?.(view, target) ?? [],
  };
}
