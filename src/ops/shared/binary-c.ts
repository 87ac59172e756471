// SPDX-License-Identifier: Apache-2.0
/** C for element-wise kernels with two inputs, either of which may be repeated along axes. */
import { cType, type KernelWriter } from "../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../ir/graph.js";
import { elementCount, sameShape } from "../../ir/shape.js";
import type { Tensor } from "../../ir/tensor.js";
import type { NodeMemory } from "../node-memory.js";
import type { BinaryFunction } from "./binary-reference.js";
import { type BroadcastLoop, broadcastLoops } from "./broadcast.js";
import { byteTable, emitByteTable } from "./byte-table.js";
import { emitElementLoop } from "./elementwise-c.js";
import { constantIntegers, inputTensor, outputTensor } from "./operands.js";
import { elementwiseOverlap } from "./overlap.js";

/** How one pair of elements becomes an output, in C. */
export interface BinaryArithmetic {
  /** C type of what an element contributes before the two are joined. */
  readonly termType: string;
  readonly terms: readonly [(x: string) => string, (x: string) => string];
  /** The output element of two terms. */
  readonly join: (a: string, b: string) => string;
  /** Statements per pass of the innermost loop; 1 by default. */
  readonly unroll?: number;
}

/** The element itself, for operators that do not rescale. */
export const plainTerms: BinaryArithmetic["terms"] = [(x) => x, (x) => x];

/** An input of the output's size is read element by element just before each write; a repeated one is read again. */
export function binaryMemory(view: NodeView): NodeMemory {
  const output = outputTensor(view);
  const overlaps = [0, 1].flatMap((index) => {
    const input = inputTensor(view, index);
    return elementCount(input.shape) === elementCount(output.shape) ? elementwiseOverlap(input, output, index) : [];
  });
  return { scratch: [], overlaps };
}

// A table of 256 bytes costs more flash than the arithmetic; below this many elements it is not worth it.
const TABLE_FROM = 64;

/**
 * With one constant scalar and a byte on the other side the result is a function of that byte: prints a table lookup
 * and returns true. Nodes with other operands are left alone.
 */
export function emitConstantOperandTable(view: NodeView, kernel: KernelWriter, f: BinaryFunction): boolean {
  const constant = scalarConstantIndex(view);
  if (constant === undefined) return false;
  const input = inputTensor(view, 1 - constant);
  const output = outputTensor(view);
  const count = elementCount(output.shape);
  if (input.dtype !== "int8" || !isByte(output) || count < TABLE_FROM) return false;
  const operand = constantIntegers(inputTensor(view, constant))?.[0] ?? 0;
  const pair = f as (a: number, b: number) => number;
  const table = byteTable("int8", (stored) => (constant === 0 ? pair(operand, stored) : pair(stored, operand)));
  const comment = `result for every stored value of input ${1 - constant} and the constant ${operand}`;
  emitByteTable(kernel, { input, output, count, table, comment, index: 1 - constant });
  return true;
}

/** Index of the input that is a constant with one element, if the other one is computed and has the output's size. */
export function scalarConstantIndex(view: NodeView): 0 | 1 | undefined {
  const size = elementCount(outputTensor(view).shape);
  const isScalar = (tensor: Tensor): boolean => tensor.storage.kind === "constant" && elementCount(tensor.shape) === 1;
  const isData = (tensor: Tensor): boolean => tensor.storage.kind !== "constant" && elementCount(tensor.shape) === size;
  const [a, b] = [inputTensor(view, 0), inputTensor(view, 1)];
  if (isData(a) && isScalar(b)) return 1;
  return isData(b) && isScalar(a) ? 0 : undefined;
}

function isByte({ dtype }: Tensor): boolean {
  return dtype === "int8" || dtype === "uint8" || dtype === "bool";
}

interface Names {
  readonly a: string;
  readonly b: string;
  readonly output: string;
}

interface Nest {
  readonly kernel: KernelWriter;
  readonly loops: readonly [...BroadcastLoop[], BroadcastLoop];
  readonly names: Names;
  readonly types: Names;
  readonly arithmetic: BinaryArithmetic;
}

/** Prints output = join(term(input 0), term(input 1)) as a nest of as few loops as the shapes allow. */
export function emitBinary(view: NodeView, kernel: KernelWriter, arithmetic: BinaryArithmetic): void {
  const [a, b, output] = [inputTensor(view, 0), inputTensor(view, 1), outputTensor(view)];
  const names = { a: kernel.input(0), b: kernel.input(1), output: kernel.output(0) };
  const types = { a: cType(a.dtype), b: cType(b.dtype), output: cType(output.dtype) };
  if (!sameShape(a.shape, b.shape)) kernel.print`/* Repeats the smaller input along the axes where it has extent 1. */`;
  emitNest({ kernel, loops: broadcastLoops(a.shape, b.shape), names, types, arithmetic });
}

function emitNest(nest: Nest): void {
  const { kernel, loops, names, types } = nest;
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
      kernel.print`const ${types.a} *const a = ${names.a}${offset(outer.map(({ strides }) => strides[0]))};`;
      kernel.print`const ${types.b} *const b = ${names.b}${offset(outer.map(({ strides }) => strides[1]))};`;
      kernel.print`${types.output} *const result = ${names.output}${offset(sizes.slice(0, -1))};`;
      emitInner(nest, { a: "a", b: "b", output: "result" });
      return;
    }
    kernel.block(`for (int32_t i${depth} = 0; i${depth} < ${loop.extent}; i${depth}++)`, () => {
      open(depth + 1);
    });
  };
  open(0);
}

function emitInner(nest: Nest, names: Names): void {
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
  emitElementLoop(kernel, { count: extent, unroll: arithmetic.unroll ?? 1, statement });
}
