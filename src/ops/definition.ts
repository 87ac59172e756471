// SPDX-License-Identifier: Apache-2.0
/** The contract of an operator: everything that tinygen knows about it, in one folder. */
import type { KernelWriter } from "../codegen/c/kernel-writer.js";
import type { DiagnosticCode } from "../diagnostics/diagnostic.js";
import type { DType } from "../ir/dtype.js";
import type { NodeView } from "../ir/graph.js";
import type { Tensor } from "../ir/tensor.js";
import type { TensorData } from "../ir/tensor-data.js";
import type { FusedActivation } from "../quant/activation.js";
import type { IsaLevel } from "../targets/isa.js";
import type { OptimizationGoal } from "../targets/optimization-goal.js";
import type { RawAttributes } from "../tflite-schema/raw-attributes.js";
import type { Bytes } from "../util/branded.js";
import type { Convolution } from "./shared/convolution.js";
import type { SpatialPadding } from "./shared/spatial-padding.js";
import type { NodeMemory, ScratchRequest } from "./node-memory.js";
import type { TflmKernel } from "./tflm-memory.js";

/** One combination of types that the operator accepts; `undefined` marks an input that may be omitted. */
export interface Signature {
  readonly inputs: readonly SignatureType[];
  readonly outputs: readonly DType[];
  /** The last input type repeats (CONCATENATION, PACK, ADD_N), or the last output type does (SPLIT, UNPACK). */
  readonly variadic?: boolean | "outputs";
  /** Types of further inputs and outputs, in any number and mixture (IF, WHILE). */
  readonly others?: readonly DType[];
}

/** A trailing "?" marks an input that may be omitted or absent. */
export type SignatureType = DType | `${DType}?`;

/** A rule on one node. `says` is the text for errors and for src/ops/README.md. */
export interface Constraint<A> {
  readonly id: string;
  readonly says: string;
  /** The actual value that breaks the rule, as text, or undefined when the node keeps it. */
  violation(view: NodeView<A>): string | undefined;
  /** TG2002 unless given. */
  readonly code?: DiagnosticCode;
  readonly hint?: string;
}

/** Something to know about a node that is accepted: other versions or kernels compute it differently. */
export interface Advisory<A> {
  readonly id: string;
  readonly says: string;
  /** "note" for what is right here and only wrong elsewhere. */
  readonly severity: "warning" | "note";
  /** The actual value that makes it worth saying, or undefined. */
  applies(view: NodeView<A>): string | undefined;
}

export interface ConvolutionFacet<A> {
  /** Needs constant weights and bias. */
  of(view: NodeView<A>): Convolution;
  readonly outputAxis: number;
  /** Absent when output channel c reads input channel c alone. */
  readonly inputAxis?: number;
}

export interface Work {
  /** Multiply-accumulate operations; 0 for operators that do none. */
  readonly macs: number;
}

/** What stateful and control-flow operators reach beyond their inputs during evaluation. */
export interface EvaluationContext {
  /** Runs another subgraph and returns its outputs. */
  callGraph(index: number, inputs: readonly TensorData[]): readonly TensorData[];
  /** Bytes of every resource variable by key, at their reset value before the first invocation; written in place. */
  readonly resources: ReadonlyMap<string, Uint8Array>;
  /** Values that an operator keeps between invocations, by a key that names the node's origin. */
  readonly state: Map<string, unknown>;
  /** Value of every byte that TFLM's kernel leaves unwritten; 0 in the emitted C. */
  readonly unwrittenByte: number;
}

/** A subgraph that a node runs, with the tensors of the node that it exchanges values with, in order. */
export interface Callee {
  readonly graph: number;
  /** Copied to the subgraph's inputs before it runs. */
  readonly inputs: readonly Pick<Tensor, "dtype" | "shape">[];
  /** Copied from the subgraph's outputs after it ran. */
  readonly outputs: readonly Pick<Tensor, "dtype" | "shape">[];
}

/** How a node uses a resource variable. */
export interface ResourceUse {
  readonly key: string;
  readonly size: Bytes;
  /** Value of every byte before the first write; only writers know it. */
  readonly resetByte?: number;
}

/** What a kernel may depend on beside its node. */
export interface KernelContext {
  /** Instruction sets of the target; kernels of other ones are not asked at all. */
  readonly isa: readonly IsaLevel[];
  /** "balanced" takes what saves RAM as long as it costs next to nothing else. */
  readonly optimize: OptimizationGoal;
  /** Multiply-accumulates of the whole model, for what depends on a layer's share of them; a layer alone has no share. */
  readonly modelMacs?: number;
}

/** One C implementation of the operator. Its functions get the same context from choice to emission. */
export interface KernelEmitter<A> {
  readonly isa: IsaLevel;
  /** Roughly what one multiply-accumulate takes, where the instruction set alone does not tell. */
  readonly instructionsPerMac?: number;
  /** False when this kernel does not handle the node; the next one in the list is tried. */
  accepts?(view: NodeView<A>, context: KernelContext): boolean;
  /** Scratch and overlap of this kernel; none when absent. */
  memory?(view: NodeView<A>, context: KernelContext): NodeMemory;
  /** Memory of this node that outlives an invocation; every byte is 0 after a reset. */
  state?(view: NodeView<A>): readonly ScratchRequest[];
  emit(view: NodeView<A>, kernel: KernelWriter, context: KernelContext): void;
}

/** The AOT kernels of an operator, best first; the last one is portable C99 and accepts every supported node. */
export type KernelEmitters<A> = readonly [...KernelEmitter<A>[], KernelEmitter<A> & { readonly isa: "scalar" }];

export interface OpDefinition<K extends string = string, A = unknown> {
  /** Builtin name of the schema, or CUSTOM:<code>. */
  readonly op: K;
  /** Method of TFLM's MicroMutableOpResolver that registers the operator. */
  readonly resolverCall: `Add${string}`;
  /** One sentence for the support table. */
  readonly summary: string;
  /** Highest operator version that is understood. */
  readonly maxVersion: number;
  readonly signatures: readonly Signature[];
  /** Position of the weights input, for operators that have one: lets the checker recognise hybrid models. */
  readonly weightsInput?: number;
  /** Inputs that must be constants because they shape the generated code (axes, shapes, paddings). */
  readonly constantInputs?: readonly number[];
  /** Pairs of [input, output] that are the same bytes: the output is a view and the node costs nothing. */
  readonly views?: readonly (readonly [input: number, output: number])[];
  /** The output depends on the shapes of the inputs alone (SHAPE), so it is known at compile time. */
  readonly shapeOnly?: true;
  /** With one input: element i of the output depends on element i of the input and on nothing else. */
  readonly elementwise?: true;
  /** The node as a convolution of its first input, and the axes of the weights that hold the channels. */
  readonly convolution?: ConvolutionFacet<NoInfer<A>>;
  /**
   * True when channel c (last axis) of the output depends on channel c of the inputs only, and never decreases when one
   * of their elements grows.
   */
  monotoneByChannel?(view: NodeView<A>): boolean;
  /** The clamp that the node is when it does not rescale (RELU); such a node can merge into the one before it. */
  readonly activation?: FusedActivation;
  /** The attributes have a field `activation`, and the kernels clamp their results accordingly. */
  readonly fusesActivation?: true;
  /** The padding that the node does around height and width with the zero point, if that is all it does. */
  spatialPadding?(view: NodeView<A>): SpatialPadding | undefined;
  /** Attributes with which the node pads its input by itself, or undefined when it cannot. */
  absorbPadding?(view: NodeView<A>, padding: SpatialPadding): A | undefined;
  /** Subgraphs that the node runs (IF, WHILE, CALL_ONCE). */
  callees?(view: NodeView<A>): readonly Callee[];
  /** Key of the resource variable that output 0 is a handle of (VAR_HANDLE); the node itself runs no code. */
  resourceKey?(view: NodeView<A>): string;
  /** Resource variables that the node reads or writes, with the bytes that they must have. */
  resources?(view: NodeView<A>): readonly ResourceUse[];
  /** True when TFLM's kernel leaves bytes of an output unwritten, so that they hold whatever was in the arena. */
  leavesUnwritten?(view: NodeView<A>): boolean;
  /** Converts the builtin options; absent options mean the schema's defaults. */
  readAttributes(raw: RawAttributes): A;
  /**
   * The options table that says `attributes`, for operators whose attributes passes may change: the inverse of
   * `readAttributes`, from the options that the node had in the file. Its result is read back and compared, so it may
   * write less than the attributes say when the format has no words for it.
   */
  writeAttributes?(attributes: A, raw: RawAttributes): RawAttributes;
  readonly constraints: readonly Constraint<A>[];
  /** Reported as TG2008. */
  readonly advisories?: readonly Advisory<NoInfer<A>>[];
  /**
   * Bit-exact with TFLM's reference kernel. Gets one entry per input (undefined when omitted), returns one per
   * output, in fresh storage. Inputs with variable storage may be updated in place.
   */
  evaluate(
    view: NodeView<A>,
    inputs: readonly (TensorData | undefined)[],
    context: EvaluationContext,
  ): readonly TensorData[];
  work(view: NodeView<A>): Work;
  readonly aot: KernelEmitters<A>;
  /** What the kernel in TFLM takes from the arena. */
  readonly tflm: TflmKernel<NoInfer<A>>;
}

/** Identity with inference: keeps the literal operator name and ties the attribute type of all parts together. */
export function defineOp<const K extends string, A>(definition: OpDefinition<K, A>): OpDefinition<K, A> {
  return definition;
}
