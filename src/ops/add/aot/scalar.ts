// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of ADD. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import { cType } from "../../../codegen/c/kernel-writer.js";
import { cFloat } from "../../../codegen/c/literals.js";
import type { NodeView } from "../../../ir/graph.js";
import { elementCount, sameShape } from "../../../ir/shape.js";
import type { Tensor } from "../../../ir/tensor.js";
import { integerRange } from "../../../quant/activation.js";
import type { KernelEmitter, NodeMemory } from "../../definition.js";
import { byteTable, emitByteTable } from "../../shared/byte-table.js";
import { type BroadcastLoop, broadcastLoops } from "../../shared/broadcast.js";
import { emitElementLoop } from "../../shared/elementwise-c.js";
import { constantIntegers, inputTensor, outputTensor } from "../../shared/operands.js";
import { elementwiseOverlap } from "../../shared/overlap.js";
import { clampExpression, rescaleExpression, signed } from "../../shared/rescale-c.js";
import type { AddAttributes } from "../attributes.js";
import { adder, floatRange } from "../reference.js";
import { addScaling } from "../scaling.js";
import { addendTerm } from "./addend-c.js";

export const addScalar = {
  isa: "scalar",
  memory: addMemory,
  emit: emitAdd,
} as const satisfies KernelEmitter<AddAttributes>;

/** An input of the output's shape is read element by element just before each write; a repeated one is read again. */
function addMemory(view: NodeView<AddAttributes>): NodeMemory {
  const output = outputTensor(view);
  const overlaps = [0, 1].flatMap((index) => {
    const input = inputTensor(view, index);
    return elementCount(input.shape) === elementCount(output.shape) ? elementwiseOverlap(input, output, index) : [];
  });
  return { scratch: [], overlaps };
}

/** How one pair of elements becomes an output, in C. */
interface Arithmetic {
  /** Type and value of what an element contributes before the two are joined. */
  readonly termType: string;
  readonly terms: readonly [(x: string) => string, (x: string) => string];
  readonly join: (a: string, b: string) => string;
  readonly unroll: number;
}

function emitAdd(view: NodeView<AddAttributes>, kernel: KernelWriter): void {
  if (emitWithConstant(view, kernel)) return;
  const [a, b, output] = [inputTensor(view, 0), inputTensor(view, 1), outputTensor(view)];
  const names = { a: kernel.input(0), b: kernel.input(1), output: kernel.output(0) };
  const arithmetic = arithmeticOf(view, kernel);
  const loops = broadcastLoops(a.shape, b.shape);
  if (!sameShape(a.shape, b.shape)) kernel.print`/* Repeats the smaller input along the axes where it has extent 1. */`;
  emitNest({ kernel, loops, names, type: cType(output.dtype), arithmetic });
}

// A single constant addend makes the sum a function of one byte.
function emitWithConstant(view: NodeView<AddAttributes>, kernel: KernelWriter): boolean {
  const output = outputTensor(view);
  const [a, b] = [inputTensor(view, 0), inputTensor(view, 1)];
  const isScalar = (tensor: Tensor): boolean => tensor.storage.kind === "constant" && elementCount(tensor.shape) === 1;
  if (output.dtype !== "int8" || !isScalar(b) || isScalar(a)) return false;
  const addend = constantIntegers(b)?.[0] ?? 0;
  const add = adder(view);
  const table = byteTable("int8", (stored) => add(stored, addend));
  emitByteTable(kernel, {
    input: a,
    output,
    count: elementCount(output.shape),
    table,
    comment: "sum of every stored value and the constant addend",
  });
  return true;
}

interface Nest {
  readonly kernel: KernelWriter;
  readonly loops: readonly [...BroadcastLoop[], BroadcastLoop];
  readonly names: { readonly a: string; readonly b: string; readonly output: string };
  readonly type: string;
  readonly arithmetic: Arithmetic;
}

function emitNest(nest: Nest): void {
  const { kernel, loops, names, type } = nest;
  const outer = loops.slice(0, -1);
  if (outer.length === 0) {
    emitInner(nest, names);
    return;
  }
  const sizes = loops.map((_, depth) => loops.slice(depth + 1).reduce((product, { extent }) => product * extent, 1));
  const offset = (strides: readonly number[]): string =>
    strides.flatMap((stride, depth) => (stride === 0 ? [] : [` + i${depth} * ${stride}`])).join("");
  const open = (depth: number): void => {
    const loop = outer[depth];
    if (loop === undefined) {
      kernel.print`const ${type} *const a = ${names.a}${offset(outer.map(({ strides }) => strides[0]))};`;
      kernel.print`const ${type} *const b = ${names.b}${offset(outer.map(({ strides }) => strides[1]))};`;
      kernel.print`${type} *const sum = ${names.output}${offset(sizes.slice(0, -1))};`;
      emitInner(nest, { a: "a", b: "b", output: "sum" });
      return;
    }
    kernel.block(`for (int32_t i${depth} = 0; i${depth} < ${loop.extent}; i${depth}++)`, () => {
      open(depth + 1);
    });
  };
  open(0);
}

function emitInner(nest: Nest, names: Nest["names"]): void {
  const { kernel, loops, arithmetic } = nest;
  const { extent, strides } = loops[loops.length - 1] as BroadcastLoop;
  const [ofA, ofB] = arithmetic.terms;
  // A repeated element is scaled once, before the loop.
  if (strides[0] === 0) kernel.print`const ${arithmetic.termType} term_a = ${ofA(`${names.a}[0]`)};`;
  if (strides[1] === 0) kernel.print`const ${arithmetic.termType} term_b = ${ofB(`${names.b}[0]`)};`;
  const statement = (i: string): string => {
    const left = strides[0] === 0 ? "term_a" : ofA(`${names.a}[${i}]`);
    const right = strides[1] === 0 ? "term_b" : ofB(`${names.b}[${i}]`);
    return `${names.output}[${i}] = ${arithmetic.join(left, right)};`;
  };
  emitElementLoop(kernel, { count: extent, unroll: arithmetic.unroll, statement });
}

function arithmeticOf(view: NodeView<AddAttributes>, kernel: KernelWriter): Arithmetic {
  const { dtype } = outputTensor(view);
  const plain = (x: string): string => x;
  if (dtype === "int32") {
    kernel.include("tinygen_elementwise.h");
    const join = (a: string, b: string): string => `tinygen_wrapping_add(${a}, ${b})`;
    return { termType: "int32_t", terms: [plain, plain], join, unroll: 4 };
  }
  if (dtype === "float32") {
    kernel.include("tinygen_elementwise.h");
    const { min, max } = floatRange(view.node.attributes.activation);
    const join = (a: string, b: string): string => `tinygen_clamp_float(${a} + ${b}, ${cFloat(min)}, ${cFloat(max)})`;
    return { termType: "float", terms: [plain, plain], join, unroll: 2 };
  }
  const { addends, leftShift, output, range } = addScaling(view);
  const stored = integerRange(dtype);
  const [a, b] = [
    addendTerm(kernel, { addend: addends[0], leftShift, stored }),
    addendTerm(kernel, { addend: addends[1], leftShift, stored }),
  ];
  const offset = a.offset + b.offset;
  const from = { min: a.min + b.min, max: a.max + b.max };
  return {
    termType: "int32_t",
    terms: [a.expression, b.expression],
    unroll: dtype === "int8" ? 2 : 1,
    join(left, right) {
      const sum = `${left} + ${right}${offset === 0 ? "" : ` ${signed(offset)}`}`;
      return clampExpression(kernel, rescaleExpression(kernel, { ...output, x: sum, from }), cType(dtype), range);
    },
  };
}
