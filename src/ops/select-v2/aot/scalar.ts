// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of SELECT_V2. */
import { cType, type KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import { elementCount } from "../../../ir/shape.js";
import type { KernelEmitter } from "../../definition.js";
import type { NodeMemory } from "../../node-memory.js";
import type { NestLoop } from "../../shared/broadcast-nest.js";
import { emitElementLoop } from "../../shared/elementwise-c.js";
import { inputTensor, outputTensor } from "../../shared/operands.js";
import { elementwiseOverlap } from "../../shared/overlap.js";
import { selectLoops } from "../reference.js";

export const selectV2Scalar = {
  isa: "scalar",
  memory: selectMemory,
  emit: emitSelect,
} as const satisfies KernelEmitter<unknown>;

/** An input of the output's size is read element by element just before each write; a repeated one is read again. */
function selectMemory(view: NodeView): NodeMemory {
  const output = outputTensor(view);
  const overlaps = [0, 1, 2].flatMap((index) => {
    const input = inputTensor(view, index);
    return elementCount(input.shape) === elementCount(output.shape) ? elementwiseOverlap(input, output, index) : [];
  });
  return { scratch: [], overlaps };
}

const LOCAL_NAMES = ["condition", "x", "y"] as const;

function emitSelect(view: NodeView, kernel: KernelWriter): void {
  const loops = selectLoops(view);
  const outer = loops.slice(0, -1);
  const inner = loops[loops.length - 1] as NestLoop;
  const sources = [0, 1, 2].map((i) => kernel.input(i));
  const target = kernel.output(0);
  if (outer.length === 0) {
    emitInner(kernel, inner, sources, target);
    return;
  }
  const sizes = loops.map((_, depth) => elementCount(loops.slice(depth + 1).map(({ extent }) => extent)));
  const offset = (strides: readonly number[]): string =>
    strides.flatMap((stride, depth) => (stride === 0 ? [] : [` + i${depth} * ${stride}`])).join("");
  const open = (depth: number): void => {
    const loop = outer[depth];
    if (loop !== undefined) {
      kernel.block(`for (int32_t i${depth} = 0; i${depth} < ${loop.extent}; i${depth}++)`, () => {
        open(depth + 1);
      });
      return;
    }
    LOCAL_NAMES.forEach((name, i) => {
      const type = cType(inputTensor(view, i).dtype);
      kernel.print`const ${type} *const ${name} = ${sources[i] ?? ""}${offset(outer.map(({ strides }) => strides[i] ?? 0))};`;
    });
    kernel.print`${cType(outputTensor(view).dtype)} *const result = ${target}${offset(sizes.slice(0, -1))};`;
    emitInner(kernel, inner, LOCAL_NAMES, "result");
  };
  open(0);
}

function emitInner(kernel: KernelWriter, loop: NestLoop, sources: readonly string[], target: string): void {
  const statement = (i: string): string => {
    const [condition, x, y] = sources.map((source, input) => `${source}[${loop.strides[input] === 0 ? "0" : i}]`);
    return `${target}[${i}] = ${condition} ? ${x} : ${y};`;
  };
  emitElementLoop(kernel, { count: loop.extent, unroll: 2, statement });
}
