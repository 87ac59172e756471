// SPDX-License-Identifier: Apache-2.0
/** C loops for copies of elements: runs by memcpy or memmove with literal sizes, single elements by assignment. */
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";
import { elementBytes } from "../../ir/dtype.js";
import type { NodeView } from "../../ir/graph.js";
import type { Bytes } from "../../util/branded.js";
import type { KernelEmitter } from "../definition.js";
import { outputTensor } from "./operands.js";
import { type CopyLoop, copyFunction, copyMemory, copyRuns, type StridedCopy } from "./strided-copy.js";

const INDICES = ["i", "j", "k", "l", "m", "n"];

export interface EmitCopyOptions {
  readonly copy: StridedCopy;
  readonly elementBytes: Bytes;
  /** Names of pointers to elements; expressions in parentheses are fine as well. */
  readonly source: string;
  readonly target: string;
  /** Source and target never overlap, whatever the kernel's memory says. */
  readonly apart?: true;
}

// Short statements gain from being repeated, as in loops over elements.
const UNROLL = 4;
const UNROLL_FROM = 16;

/** Prints the loops of one copy. */
export function emitStridedCopy(kernel: KernelWriter, options: EmitCopyOptions): void {
  const { copy } = options;
  if (copy.run === 0 || copyRuns(copy) === 0) return;
  printLoops(kernel, options, 0);
}

function printLoops(kernel: KernelWriter, options: EmitCopyOptions, depth: number): void {
  const { copy } = options;
  const loop = copy.loops[depth];
  if (loop === undefined) {
    printRun(kernel, options, 0);
    return;
  }
  const isInnermost = depth === copy.loops.length - 1;
  if (isInnermost && options.elementBytes === 1 && isSpread(copy, loop)) {
    printSpread(kernel, options, loop);
    return;
  }
  const unrolls = isInnermost && copy.run === 1 && loop.extent >= UNROLL_FROM && loop.extent % UNROLL === 0;
  const index = indexName(depth);
  const step = unrolls ? `${index} += ${UNROLL}` : `${index}++`;
  kernel.block(`for (int32_t ${index} = 0; ${index} < ${loop.extent}; ${step})`, () => {
    if (!unrolls) printLoops(kernel, options, depth + 1);
    else for (let pass = 0; pass < UNROLL; pass++) printRun(kernel, options, pass);
  });
}

/** The run of the current pass, or of one so many passes of the innermost loop later. */
function printRun(
  kernel: KernelWriter,
  { copy, source, target, elementBytes: width, apart }: EmitCopyOptions,
  later: number,
): void {
  const last = copy.loops.at(-1);
  const from = offsetExpression(
    copy.from + later * (last?.from ?? 0),
    copy.loops.map(({ from: stride }) => stride),
  );
  const to = offsetExpression(
    copy.to + later * (last?.to ?? 0),
    copy.loops.map(({ to: stride }) => stride),
  );
  const how = copyFunction(copy);
  if (how === "assignment") {
    kernel.print`${target}[${to}] = ${source}[${from}];`;
    return;
  }
  kernel.include("string.h");
  const name = apart ? "memcpy" : how;
  kernel.print`${name}(${at(target, to)}, ${at(source, from)}, ${copy.run * width});`;
}

function printSpread(kernel: KernelWriter, { copy, source, target }: EmitCopyOptions, { extent }: CopyLoop): void {
  const outer = copy.loops.slice(0, -1);
  const from = offsetExpression(
    copy.from,
    outer.map(({ from: stride }) => stride),
  );
  const to = offsetExpression(
    copy.to,
    outer.map(({ to: stride }) => stride),
  );
  kernel.include("string.h");
  kernel.print`memset(${at(target, to)}, ${source}[${from}], ${extent});`;
}

function indexName(depth: number): string {
  return INDICES[depth] ?? `i${depth}`;
}

function at(base: string, offset: string): string {
  return offset === "0" ? base : `${base} + ${offset}`;
}

/** One element that is repeated at neighbouring places. */
function isSpread(copy: StridedCopy, { from, to }: CopyLoop): boolean {
  return copy.run === 1 && from === 0 && to === 1;
}

// `3 + i * 12 - j` for an offset and the strides of the loops around.
function offsetExpression(offset: number, strides: readonly number[]): string {
  let text = offset === 0 ? "" : String(offset);
  strides.forEach((stride, depth) => {
    if (stride === 0) return;
    const index = indexName(depth);
    const term = Math.abs(stride) === 1 ? index : `${index} * ${Math.abs(stride)}`;
    if (text === "") text = stride < 0 ? `-${term}` : term;
    else text += stride < 0 ? ` - ${term}` : ` + ${term}`;
  });
  return text === "" ? "0" : text;
}

/** The portable kernel of an operator that makes one copy from an input (0 unless given) to output 0. */
export function copyScalar<A>(plan: (view: NodeView<A>) => StridedCopy) {
  const bytes = (view: NodeView<A>): Bytes => elementBytes(outputTensor(view).dtype);
  return {
    isa: "scalar",
    memory: (view) => copyMemory(plan(view), bytes(view)),
    emit(view, kernel) {
      emitStridedCopy(kernel, {
        copy: plan(view),
        elementBytes: bytes(view),
        source: kernel.input(0),
        target: kernel.output(0),
      });
    },
  } as const satisfies KernelEmitter<A>;
}
