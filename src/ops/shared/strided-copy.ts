// SPDX-License-Identifier: Apache-2.0
/** Rearrangements of elements as nests of copies with as few loops and as long runs as possible. */
import type { Bytes } from "../../util/branded.js";
import { NO_MEMORY, type NodeMemory } from "../node-memory.js";

/** One loop; the strides are elements of the source and of the target. */
export interface CopyLoop {
  readonly extent: number;
  readonly from: number;
  readonly to: number;
}

/** Copies `run` elements per pass of the loops, the first from and to these elements. */
export interface StridedCopy {
  readonly from: number;
  readonly to: number;
  /** From the outermost; empty for one run. */
  readonly loops: readonly CopyLoop[];
  readonly run: number;
}

export interface CopyOptions {
  readonly from?: number;
  readonly to?: number;
  /** From the outermost to the innermost, single elements in the end. */
  readonly loops: readonly CopyLoop[];
}

/** Loops of one pass are dropped, neighbours that continue one another are fused, dense innermost loops become runs. */
export function stridedCopy({ from = 0, to = 0, loops }: CopyOptions): StridedCopy {
  const fused: CopyLoop[] = [];
  for (const loop of loops) {
    const outer = fused.at(-1);
    if (loop.extent === 1) continue;
    if (outer?.from === loop.from * loop.extent && outer.to === loop.to * loop.extent) {
      fused[fused.length - 1] = { ...loop, extent: loop.extent * outer.extent };
    } else fused.push(loop);
  }
  const last = fused.at(-1);
  if (last?.from !== 1 || last.to !== 1) return { from, to, loops: fused, run: 1 };
  return { from, to, loops: fused.slice(0, -1), run: last.extent };
}

/** Number of runs; 0 when there is nothing to copy. */
export function copyRuns({ loops }: StridedCopy): number {
  return loops.reduce((product, { extent }) => product * extent, 1);
}

/** Calls `visit` for every run, in the order of the loops, with its first element in source and target. */
export function forEachRun(copy: StridedCopy, visit: (from: number, to: number) => void): void {
  const walk = (depth: number, from: number, to: number): void => {
    const loop = copy.loops[depth];
    if (loop === undefined) {
      visit(from, to);
      return;
    }
    for (let i = 0; i < loop.extent; i++) walk(depth + 1, from + i * loop.from, to + i * loop.to);
  };
  if (copy.run > 0) walk(0, copy.from, copy.to);
}

/** Element strides of a dense tensor. */
export function denseStrides(shape: readonly number[]): number[] {
  const strides: number[] = [];
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides.unshift(stride);
    stride *= shape[axis] ?? 1;
  }
  return strides;
}

/** How the runs of a copy are printed. */
export type CopyFunction = "assignment" | "memcpy" | "memmove";

const MAX_SIMULATED_RUNS = 1 << 20;

/** Compilers turn short memcpy of a known size into loads and stores, but call memmove, so only a lone run gets that. */
export function copyFunction({ run, loops }: StridedCopy): CopyFunction {
  if (run === 1) return "assignment";
  return loops.length === 0 ? "memmove" : "memcpy";
}

/** The memory of a kernel that makes nothing but this copy from input 0 to output 0. */
export function copyMemory(copy: StridedCopy, elementBytes: Bytes): NodeMemory {
  if (copyRuns(copy) > MAX_SIMULATED_RUNS) return NO_MEMORY;
  // One memmove works at any distance.
  if (copy.loops.length === 0)
    return { scratch: [], overlaps: [{ input: 0, output: 0, outputBelow: 0, outputAbove: 0 }] };
  return { scratch: [], overlaps: [{ input: 0, output: 0, outputBelow: copyDistance(copy) * elementBytes }] };
}

/**
 * Elements by which the target must start below the source so that no run overwrites what a later one reads, nor
 * memcpy its own source.
 */
export function copyDistance(copy: StridedCopy): number {
  const count = copyRuns(copy);
  const from = new Float64Array(count);
  const to = new Float64Array(count);
  let at = 0;
  forEachRun(copy, (source, target) => {
    from[at] = source;
    to[at++] = target;
  });
  const countsItself = copyFunction(copy) === "memcpy";
  let distance = -Infinity;
  let needed = Infinity;
  for (let i = count - 1; i >= 0; i--) {
    const own = from[i] ?? 0;
    const read = countsItself ? Math.min(needed, own) : needed;
    if (read !== Infinity) distance = Math.max(distance, (to[i] ?? 0) + copy.run - read);
    needed = Math.min(needed, own);
  }
  return distance === -Infinity ? 0 : distance;
}
