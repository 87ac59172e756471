// SPDX-License-Identifier: Apache-2.0
/** Element-wise kernels on one input: the reference loop, and C as a clamp, a byte table or a rescale. */
import { cType, type KernelWriter } from "../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../ir/graph.js";
import { elementCount } from "../../ir/shape.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import { type ClampRange, integerRange } from "../../quant/activation.js";
import { multiplyByQuantizedMultiplier } from "../../quant/fixed-point.js";
import type { QuantizedMultiplier } from "../../quant/multiplier.js";
import type { NodeMemory } from "../node-memory.js";
import { byteTable, emitByteTable } from "./byte-table.js";
import { emitElementLoop } from "./elementwise-c.js";
import { inputData, inputTensor, numericElements, outputTensor } from "./operands.js";
import { elementwiseOverlap } from "./overlap.js";
import { clampExpression, rescaleExpression, signed } from "./rescale-c.js";

/** A stored output is clamp((stored − inputZeroPoint) · factor + outputZeroPoint). */
export interface Rescale extends QuantizedMultiplier {
  readonly inputZeroPoint: number;
  readonly outputZeroPoint: number;
  readonly range: ClampRange;
}

// A table of 256 bytes costs more flash than the arithmetic; below this many elements it is not worth it.
const TABLE_FROM = 64;

/** Applies `f` to every element of input 0. */
export function mapElements(
  view: NodeView,
  inputs: readonly (TensorData | undefined)[],
  f: (stored: number) => number,
): readonly TensorData[] {
  const input = numericElements(inputData(inputs, 0));
  const result = allocate(outputTensor(view));
  const output = numericElements(result);
  for (let i = 0; i < output.length; i++) output[i] = f(input[i] ?? 0);
  return [result];
}

/** The function that `rescale` stands for; differences and sums wrap at 32 bits as in TFLM. */
export function rescaler(rescale: Rescale): (stored: number) => number {
  const { multiplier, shift, inputZeroPoint, outputZeroPoint, range } = rescale;
  return (stored) => {
    const scaled = multiplyByQuantizedMultiplier((stored - inputZeroPoint) | 0, multiplier, shift);
    return Math.min(range.max, Math.max(range.min, (scaled + outputZeroPoint) | 0));
  };
}

export function unaryMemory(view: NodeView): NodeMemory {
  return { scratch: [], overlaps: elementwiseOverlap(inputTensor(view, 0), outputTensor(view)) };
}

/** True when the factor is exactly 1 and both zero points agree, so that only the clamp remains. */
export function isIdentity({ multiplier, shift, inputZeroPoint, outputZeroPoint }: Rescale): boolean {
  return multiplier === 2 ** 30 && shift === 1 && inputZeroPoint === outputZeroPoint;
}

/** Prints a rescale of input 0 to output 0 for integer types. */
export function emitRescale(kernel: KernelWriter, view: NodeView, rescale: Rescale): void {
  const [input, output] = [inputTensor(view, 0), outputTensor(view)];
  const count = elementCount(output.shape);
  const isByte = (dtype: string): dtype is "int8" | "uint8" => dtype === "int8" || dtype === "uint8";
  if (isByte(input.dtype) && isByte(output.dtype) && count >= TABLE_FROM) {
    const table = byteTable(input.dtype, rescaler(rescale));
    emitByteTable(kernel, { input, output, count, table, comment: "rescaled value of every stored value" });
    return;
  }
  const from = storedRange(input.dtype, rescale.inputZeroPoint);
  const [source, target] = [kernel.input(0), kernel.output(0)];
  const statement = (i: string): string => {
    const x = difference(kernel, `${source}[${i}]`, { dtype: input.dtype, zeroPoint: rescale.inputZeroPoint });
    const { multiplier, shift, outputZeroPoint: zeroPoint } = rescale;
    const scaled = rescaleExpression(kernel, { x, from, multiplier, shift, zeroPoint });
    return `${target}[${i}] = ${clampExpression(kernel, scaled, cType(output.dtype), rescale.range)};`;
  };
  emitElementLoop(kernel, { count, statement });
}

/** Prints clamp(input 0) for a signed integer type. */
export function emitClamp(kernel: KernelWriter, view: NodeView, range: ClampRange): void {
  const { dtype, shape } = outputTensor(view);
  const [source, target] = [kernel.input(0), kernel.output(0)];
  const type = integerRange(dtype);
  const statement = (i: string): string => {
    const x = `${source}[${i}]`;
    // A bound that the type has anyway needs no comparison.
    const above = range.max < type.max ? `${x} > ${range.max} ? ${range.max} : ` : "";
    const below = range.min > type.min ? `${x} < ${range.min} ? ${range.min} : ` : "";
    const value = above + below === "" ? x : `(${cType(dtype)})(${above}${below === "" ? x : `(${below}${x})`})`;
    return `${target}[${i}] = ${value};`;
  };
  emitElementLoop(kernel, { count: elementCount(shape), unroll: 4, statement });
}

function storedRange(dtype: Parameters<typeof integerRange>[0], zeroPoint: number): ClampRange {
  const { min, max } = integerRange(dtype);
  return dtype === "int32" ? { min, max } : { min: min - zeroPoint, max: max - zeroPoint };
}

function difference(
  kernel: KernelWriter,
  x: string,
  { dtype, zeroPoint }: { readonly dtype: string; readonly zeroPoint: number },
): string {
  if (zeroPoint === 0) return x;
  if (dtype !== "int32") return `${x} ${signed(-zeroPoint)}`;
  kernel.include("tinygen_elementwise.h");
  return `tinygen_wrapping_add(${x}, ${signed(-zeroPoint).replace("+ ", "").replace("- ", "-")})`;
}
