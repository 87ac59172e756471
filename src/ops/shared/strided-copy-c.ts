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

/** Prints the loops of one copy. */
export function emitStridedCopy(kernel: KernelWriter, options: EmitCopyOptions): void {
  const { copy, source, target } = options;
  if (copy.run === 0 || copyRuns(copy) === 0) return;
  const wanted = copyFunction(copy, options.elementBytes);
  const how = options.apart && wanted === "memmove" ? "memcpy" : wanted;
  if (how !== "assignment") kernel.include("string.h");
  const body = (depth: number): void => {
    const loop = copy.loops[depth];
    if (loop !== undefined && depth === copy.loops.length - 1 && options.elementBytes === 1 && isSpread(copy, loop)) {
      const outer = copy.loops.slice(0, -1);
      const to = offsetExpression(
        copy.to,
        outer.map(({ to: stride }) => stride),
      );
      const from = offsetExpression(
        copy.from,
        outer.map(({ from: stride }) => stride),
      );
      kernel.include("string.h");
      kernel.print`memset(${to === "0" ? target : `${target} + ${to}`}, ${source}[${from}], ${loop.extent});`;
      return;
    }
    if (loop !== undefined) {
      const index = INDICES[depth] ?? `i${depth}`;
      kernel.block(`for (int32_t ${index} = 0; ${index} < ${loop.extent}; ${index}++)`, () => {
        body(depth + 1);
      });
      return;
    }
    const from = offsetExpression(
      copy.from,
      copy.loops.map(({ from: stride }) => stride),
    );
    const to = offsetExpression(
      copy.to,
      copy.loops.map(({ to: stride }) => stride),
    );
    if (how === "assignment") kernel.print`${target}[${to}] = ${source}[${from}];`;
    else {
      const at = (base: string, offset: string): string => (offset === "0" ? base : `${base} + ${offset}`);
      kernel.print`${how}(${at(target, to)}, ${at(source, from)}, ${copy.run * options.elementBytes});`;
    }
  };
  body(0);
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
    const index = INDICES[depth] ?? `i${depth}`;
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
