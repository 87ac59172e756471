// SPDX-License-Identifier: Apache-2.0
/** C of reductions over any set of axes, four neighbouring outputs at a time where the layout allows it. */
import { cType, type KernelWriter } from "../../codegen/c/kernel-writer.js";
import type { Tensor } from "../../ir/tensor.js";
import { type AxisGroup, axisGroups } from "./reduce-axes.js";

/** How the elements that fall on one output become its value. */
export interface ReductionC {
  /** C type of the running value. */
  readonly type: string;
  readonly initial: string;
  /** Statement that adds an element to the running value; elements arrive in ascending order. */
  readonly accumulate: (running: string, element: string) => string;
  /** The stored output for a finished value. */
  readonly value: (running: string) => string;
}

export interface ReduceOptions {
  readonly input: Tensor;
  readonly output: Tensor;
  /** Reduced axes, counted from the first. */
  readonly axes: readonly number[];
  readonly reduction: ReductionC;
}

const LANES = 4;

/** Prints the reduction of input 0 to output 0. */
export function emitReduce(kernel: KernelWriter, { input, output, axes, reduction }: ReduceOptions): void {
  const groups = axisGroups(input.shape, axes);
  const kept = groups.filter(({ reduced }) => !reduced);
  const reduced = groups.filter((group) => group.reduced);
  // Lanes need neighbouring outputs that lie next to each other in the input.
  const innermost = kept.at(-1);
  const lanes = innermost?.stride === 1 && innermost.extent % LANES === 0 ? LANES : 1;
  const source = kernel.input(0);
  kernel.print`${cType(output.dtype)} *to = ${kernel.output(0)};`;
  emitKeptLoops(kernel, kept, lanes, (offsets) => {
    const values = Array.from({ length: lanes }, (_, lane) => (lanes === 1 ? "value" : `value${lane}`));
    for (const value of values) kernel.print`${reduction.type} ${value} = ${reduction.initial};`;
    kernel.print`const ${cType(input.dtype)} *const from = ${source}${offsets};`;
    emitReducedLoops(kernel, reduced, (at) => {
      values.forEach((value, lane) => {
        const index = [at, ...(lane === 0 && at !== "" ? [] : [String(lane)])].filter((part) => part !== "");
        kernel.print`${reduction.accumulate(value, `from[${index.join(" + ")}]`)}`;
      });
    });
    values.forEach((value, lane) => {
      kernel.print`to[${lane}] = ${reduction.value(value)};`;
    });
    if (kept.length > 0) kernel.print`to += ${lanes};`;
  });
}

// Nested loops over the kept axes; the innermost advances by the number of lanes.
function emitKeptLoops(
  kernel: KernelWriter,
  kept: readonly AxisGroup[],
  lanes: number,
  body: (offsets: string) => void,
): void {
  const open = (depth: number, offsets: string): void => {
    const group = kept[depth];
    if (group === undefined) {
      body(offsets);
      return;
    }
    const step = depth === kept.length - 1 && lanes > 1 ? `k${depth} += ${lanes}` : `k${depth}++`;
    const term = group.stride === 1 ? ` + k${depth}` : ` + k${depth} * ${group.stride}`;
    kernel.block(`for (int32_t k${depth} = 0; k${depth} < ${group.extent}; ${step})`, () => {
      open(depth + 1, offsets + term);
    });
  };
  open(0, "");
}

function emitReducedLoops(kernel: KernelWriter, reduced: readonly AxisGroup[], body: (at: string) => void): void {
  const open = (depth: number, terms: readonly string[]): void => {
    const group = reduced[depth];
    if (group === undefined) {
      body(terms.join(" + "));
      return;
    }
    const { extent, stride } = group;
    const end = extent * stride;
    kernel.block(`for (int32_t r${depth} = 0; r${depth} < ${end}; r${depth} += ${stride})`, () => {
      open(depth + 1, [...terms, `r${depth}`]);
    });
  };
  open(0, []);
}
