// SPDX-License-Identifier: Apache-2.0
/** Element-wise operators with two inputs and no options, from a function of two elements and its C expression. */
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../ir/graph.js";
import { type Constraint, defineOp, type OpDefinition, type Signature } from "../definition.js";
import type { TflmKernel } from "../tflm-memory.js";
import { type BinaryArithmetic, binaryMemory, emitBinary, emitConstantOperandTable } from "./binary-c.js";
import { broadcastsToOutput } from "./binary-constraints.js";
import { type BinaryFunction, evaluateBinary } from "./binary-reference.js";
import { type NoAttributes, readNoAttributes } from "./no-attributes.js";

export interface BinaryOperatorOptions<K extends string> {
  readonly op: K;
  readonly resolverCall: `Add${string}`;
  readonly tflm: TflmKernel;
  readonly summary: string;
  readonly maxVersion: number;
  readonly signatures: readonly Signature[];
  /** In addition to the rule that the shapes broadcast. */
  readonly constraints?: readonly Constraint<NoAttributes>[];
  /** The function of two stored elements. */
  readonly element: (view: NodeView) => BinaryFunction;
  /** The same in C. */
  readonly arithmetic: (view: NodeView, kernel: KernelWriter) => BinaryArithmetic;
  /** False where a lookup table for a constant operand would cost more than the arithmetic; true by default. */
  readonly constantOperandTable?: boolean;
  /** Prints the node in a better way and returns true, or leaves it alone. */
  readonly emitSpecial?: (view: NodeView, kernel: KernelWriter) => boolean;
}

export function binaryOperator<const K extends string>(
  options: BinaryOperatorOptions<K>,
): OpDefinition<K, NoAttributes> {
  const { op, resolverCall, tflm, summary, maxVersion, signatures, constraints = [], element, arithmetic } = options;
  const { constantOperandTable = true, emitSpecial } = options;
  const emit = (view: NodeView, kernel: KernelWriter): void => {
    if (emitSpecial?.(view, kernel)) return;
    if (constantOperandTable && emitConstantOperandTable(view, kernel, element(view))) return;
    emitBinary(view, kernel, arithmetic(view, kernel));
  };
  return defineOp<K, NoAttributes>({
    op,
    resolverCall,
    tflm,
    summary,
    maxVersion,
    signatures,
    readAttributes: readNoAttributes,
    constraints: [broadcastsToOutput, ...constraints],
    evaluate: (view, inputs) => evaluateBinary(view, inputs, element(view)),
    work: () => ({ macs: 0 }),
    aot: [{ isa: "scalar", memory: binaryMemory, emit }],
  });
}

/** One signature per type with both inputs and the output of that type. */
export function sameTypes(...dtypes: readonly Signature["outputs"][number][]): readonly Signature[] {
  return dtypes.map((dtype) => ({ inputs: [dtype, dtype], outputs: [dtype] }));
}
