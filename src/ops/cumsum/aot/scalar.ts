// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of CUMSUM. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import type { KernelEmitter } from "../../definition.js";
import type { NodeMemory } from "../../node-memory.js";
import { resolvedAxes, splitAt } from "../../shared/axis.js";
import { inputTensor, outputTensor } from "../../shared/operands.js";
import { elementwiseOverlap } from "../../shared/overlap.js";
import { signed } from "../../shared/rescale-c.js";
import { sumOutputC, sumScaling } from "../../shared/sum-of-halves.js";
import type { CumsumAttributes } from "../attributes.js";

export const cumsumScalar = {
  isa: "scalar",
  memory: cumsumMemory,
  emit: emitCumsum,
} as const satisfies KernelEmitter<CumsumAttributes>;

/** Along the last axis, forwards, every element is read just before it is written and never again. */
function cumsumMemory(view: NodeView<CumsumAttributes>): NodeMemory {
  const [input, output] = [inputTensor(view, 0), outputTensor(view)];
  const { inner } = splitAt(output.shape, resolvedAxes(view)[0] ?? 0);
  const ascending = inner === 1 && !view.node.attributes.reverse;
  return { scratch: [], overlaps: ascending ? elementwiseOverlap(input, output) : [] };
}

function emitCumsum(view: NodeView<CumsumAttributes>, kernel: KernelWriter): void {
  const { shape, dtype } = outputTensor(view);
  const { outer, extent, inner } = splitAt(shape, resolvedAxes(view)[0] ?? 0);
  const [source, target] = [kernel.input(0), kernel.output(0)];
  const loop = (name: string, count: number, body: (index: string) => void): void => {
    if (count === 1) body("0");
    else
      kernel.block(`for (int32_t ${name} = 0; ${name} < ${count}; ++${name})`, () => {
        body(name);
      });
  };
  loop("outer", outer, (o) => {
    loop("inner", inner, (i) => {
      const start = [...(o === "0" ? [] : [`${o} * ${extent * inner}`]), ...(i === "0" ? [] : [i])].join(" + ") || "0";
      printLine({ view, kernel, source, target, start, extent, inner, isFloat: dtype === "float32" });
    });
  });
}

interface Line {
  readonly view: NodeView<CumsumAttributes>;
  readonly kernel: KernelWriter;
  readonly source: string;
  readonly target: string;
  /** Index of the line's first element. */
  readonly start: string;
  readonly extent: number;
  readonly inner: number;
  readonly isFloat: boolean;
}

function printLine({ view, kernel, source, target, start, extent, inner, isFloat }: Line): void {
  const { exclusive, reverse } = view.node.attributes;
  const scaling = sumScaling(view);
  const zeroPoint = isFloat ? 0 : scaling.inputZeroPoint;
  kernel.print`${isFloat ? "float sum = 0.0f" : `int32_t sum = ${-zeroPoint}`};`;
  const step = inner === 1 ? "step" : `step * ${inner}`;
  const header = reverse
    ? `for (int32_t step = ${extent - 1}; step >= 0; --step)`
    : `for (int32_t step = 0; step < ${extent}; ++step)`;
  const { dtype } = inputTensor(view, 0);
  const bounds = {
    min: -zeroPoint + Math.min(0, extent * (-128 - zeroPoint)),
    max: -zeroPoint + Math.max(0, extent * (127 - zeroPoint)),
  };
  kernel.block(header, () => {
    kernel.print`const int32_t at = ${start === "0" ? step : `${start} + ${step}`};`;
    const difference = zeroPoint === 0 ? `${source}[at]` : `${source}[at] ${signed(-zeroPoint)}`;
    const shown = exclusive ? "before" : "sum";
    if (exclusive) kernel.print`const ${dtype === "float32" ? "float" : "int32_t"} before = sum;`;
    kernel.print`sum += ${difference};`;
    kernel.print`${target}[at] = ${isFloat ? shown : sumOutputC(kernel, shown, scaling, bounds)};`;
  });
}
