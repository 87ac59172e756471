// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of MEAN: sums over the reduced axes, four neighbouring outputs at a time. */
import { cType, type KernelWriter } from "../../../codegen/c/kernel-writer.js";
import { cInteger } from "../../../codegen/c/literals.js";
import type { NodeView } from "../../../ir/graph.js";
import { integerRange } from "../../../quant/activation.js";
import type { KernelEmitter } from "../../definition.js";
import { affineOf, inputTensor, outputTensor } from "../../shared/operands.js";
import { type AxisGroup, axisGroups } from "../../shared/reduce-axes.js";
import { clampExpression, rescaleExpression, signed } from "../../shared/rescale-c.js";
import { meanAxes, meanCount, meanMultiplier } from "../rescale.js";

export const meanScalar = { isa: "scalar", emit: emitMean } as const satisfies KernelEmitter<unknown>;

const LANES = 4;

function emitMean(view: NodeView, kernel: KernelWriter): void {
  const input = inputTensor(view, 0);
  const groups = axisGroups(input.shape, meanAxes(view) ?? []);
  const type = cType(input.dtype);
  const kept = groups.filter(({ reduced }) => !reduced);
  const reduced = groups.filter((group) => group.reduced);
  // Lanes need neighbouring outputs that lie next to each other in the input.
  const innermost = kept.at(-1);
  const lanes = innermost?.stride === 1 && innermost.extent % LANES === 0 ? LANES : 1;
  const finish = finisher(view, kernel);
  const source = kernel.input(0);
  kernel.print`${type} *to = ${kernel.output(0)};`;
  emitLoops(
    kernel,
    kept,
    (offsets) => {
      const sums = Array.from({ length: lanes }, (_, lane) => (lanes === 1 ? "sum" : `sum${lane}`));
      for (const sum of sums) kernel.print`int32_t ${sum} = 0;`;
      kernel.print`const ${type} *const from = ${source}${offsets};`;
      emitReduction(kernel, reduced, (at) => {
        sums.forEach((sum, lane) => {
          const offset = [at, ...(lane === 0 && at !== "" ? [] : [String(lane)])].filter((part) => part !== "");
          kernel.print`${finish.accumulate(sum, `from[${offset.join(" + ")}]`)}`;
        });
      });
      sums.forEach((sum, lane) => {
        kernel.print`to[${lane}] = ${finish.value(sum)};`;
      });
      if (kept.length > 0) kernel.print`to += ${lanes};`;
    },
    lanes,
  );
}

// Nested loops over the kept axes; the innermost advances by the number of lanes.
function emitLoops(
  kernel: KernelWriter,
  kept: readonly AxisGroup[],
  body: (offsets: string) => void,
  lanes: number,
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

function emitReduction(kernel: KernelWriter, reduced: readonly AxisGroup[], body: (at: string) => void): void {
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

interface Finisher {
  /** Statement that adds an element to a sum. */
  readonly accumulate: (sum: string, element: string) => string;
  /** The stored mean for a finished sum. */
  readonly value: (sum: string) => string;
}

function finisher(view: NodeView, kernel: KernelWriter): Finisher {
  const { dtype } = outputTensor(view);
  const count = meanCount(view);
  const stored = integerRange(inputTensor(view, 0).dtype);
  const offset = affineOf(inputTensor(view, 0)).zeroPoint * count;
  const sums = [stored.min * count, stored.max * count];
  // Sums that may exceed 32 bits wrap, as in TFLM.
  const wraps = [...sums, ...sums.map((sum) => sum - offset)].some((value) => Math.abs(value) >= 2 ** 31);
  if (wraps) kernel.include("tinygen_elementwise.h");
  const from = wraps ? integerRange("int32") : { min: (sums[0] ?? 0) - offset, max: (sums[1] ?? 0) - offset };
  const centred = (sum: string): string => {
    if (offset === 0) return sum;
    return wraps ? `tinygen_wrapping_add(${sum}, ${cInteger(-offset | 0)})` : `${sum} ${signed(-offset)}`;
  };
  const { zeroPoint } = affineOf(outputTensor(view));
  return {
    accumulate: (sum, element) =>
      wraps ? `${sum} = tinygen_wrapping_add(${sum}, ${element});` : `${sum} += ${element};`,
    value(sum) {
      const scaled = rescaleExpression(kernel, { x: centred(sum), from, ...meanMultiplier(view), zeroPoint });
      return clampExpression(kernel, scaled, cType(dtype), integerRange(dtype));
    },
  };
}
