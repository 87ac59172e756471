// SPDX-License-Identifier: Apache-2.0
/** Element-wise operators with one input, from a function of one element: byte tables, and one C expression otherwise. */
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../ir/graph.js";
import { elementCount, type Shape } from "../../ir/shape.js";
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { type Constraint, defineOp, type OpDefinition, type Signature } from "../definition.js";
import type { TflmKernel } from "../tflm-memory.js";
import { byteTable, emitByteTable } from "./byte-table.js";
import { emitElementLoop } from "./elementwise-c.js";
import { sameElementCount } from "./elementwise-constraints.js";
import { type NoAttributes, readNoAttributes } from "./no-attributes.js";
import { inputTensor, outputTensor } from "./operands.js";
import { mapElements, unaryMemory } from "./quantized-unary.js";
import { outputShapeIs } from "./shape-constraints.js";

export interface UnaryOptions<K extends string, A> {
  readonly op: K;
  readonly resolverCall: `Add${string}`;
  readonly tflm: TflmKernel;
  readonly summary: string;
  readonly maxVersion: number;
  readonly signatures: readonly Signature[];
  readonly readAttributes: (raw: RawAttributes) => A;
  /** In addition to the rule that input and output have equally many elements. */
  readonly constraints?: readonly Constraint<A>[];
  /** The function of a stored element. */
  readonly element: (view: NodeView<A>) => (x: number) => number;
  /**
   * The same in C, for types other than int8; the argument is an lvalue without side effects. Printed once per
   * element of the loop.
   */
  readonly expression: (view: NodeView<A>, kernel: KernelWriter) => (x: string) => string;
  /** What the table of an int8 node holds. */
  readonly tableComment?: string;
}

export function unaryOperator<const K extends string, A>(options: UnaryOptions<K, A>): OpDefinition<K, A> {
  const {
    op,
    resolverCall,
    tflm,
    summary,
    maxVersion,
    signatures,
    readAttributes,
    constraints = [],
    element,
  } = options;
  return defineOp<K, A>({
    op,
    resolverCall,
    tflm,
    summary,
    maxVersion,
    signatures,
    elementwise: true,
    readAttributes,
    constraints: [sameElementCount, ...constraints],
    evaluate: (view, inputs) => mapElements(view, inputs, element(view)),
    work: () => ({ macs: 0 }),
    aot: [
      {
        isa: "scalar",
        memory: unaryMemory,
        emit: (view, kernel) => {
          emitUnary(view, kernel, options);
        },
      },
    ],
  });
}

function emitUnary<K extends string, A>(view: NodeView<A>, kernel: KernelWriter, options: UnaryOptions<K, A>): void {
  const [input, output] = [inputTensor(view, 0), outputTensor(view)];
  const count = elementCount(output.shape);
  if (input.dtype === "int8" && output.dtype === "int8") {
    const comment = options.tableComment ?? `${options.op} of every stored value`;
    emitByteTable(kernel, { input, output, count, table: byteTable("int8", options.element(view)), comment });
    return;
  }
  const expression = options.expression(view, kernel);
  const [source, target] = [kernel.input(0), kernel.output(0)];
  emitElementLoop(kernel, {
    count,
    unroll: 2,
    statement: (i) => `${target}[${i}] = ${expression(`${source}[${i}]`)};`,
  });
}

function inputShape(view: NodeView): Shape {
  return inputTensor(view, 0).shape;
}

export interface FloatUnaryOptions<K extends string> {
  readonly op: K;
  readonly resolverCall: `Add${string}`;
  readonly tflm: TflmKernel;
  readonly summary: string;
  /** 1 unless given. */
  readonly maxVersion?: number;
  /** The function of a float32, rounded to float32. */
  readonly element: (x: number) => number;
  readonly expression: (x: string) => string;
  /** The header that the expression needs. */
  readonly header?: string;
  /** TFLM compares the shapes of input and output, not only their sizes. */
  readonly sameShape?: true;
}

/** An operator that TFLM has for float32 alone. */
export function floatUnaryOperator<const K extends string>(
  options: FloatUnaryOptions<K>,
): OpDefinition<K, NoAttributes> {
  const { op, resolverCall, tflm, summary, maxVersion = 1, element, expression, header, sameShape = false } = options;
  return unaryOperator<K, NoAttributes>({
    op,
    resolverCall,
    tflm,
    summary,
    maxVersion,
    signatures: [{ inputs: ["float32"], outputs: ["float32"] }],
    readAttributes: readNoAttributes,
    constraints: sameShape ? [outputShapeIs("the output must have the shape of input 0", inputShape)] : [],
    element: () => element,
    expression(_, kernel) {
      if (header !== undefined) kernel.include(header);
      return expression;
    },
  });
}
