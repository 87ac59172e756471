// SPDX-License-Identifier: Apache-2.0
/** Sums of quantised elements over axes, rescaled (tflite::reference_ops::QuantizedMeanOrSum). */
import { cType, type KernelWriter } from "../../codegen/c/kernel-writer.js";
import { cInteger } from "../../codegen/c/literals.js";
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import { integerRange } from "../../quant/activation.js";
import { clamp, multiplyByQuantizedMultiplier } from "../../quant/fixed-point.js";
import type { QuantizedMultiplier } from "../../quant/multiplier.js";
import { affineOf, inputData, inputTensor, numericElements, outputTensor } from "./operands.js";
import { reducedCount } from "./reduce-axes.js";
import type { ReductionC } from "./reduce-c.js";
import { forEachReduced } from "./reduce-reference.js";
import { clampExpression, rescaleExpression, signed } from "./rescale-c.js";

export interface QuantizedSum {
  /** Reduced axes, counted from the first. */
  readonly axes: readonly number[];
  /** Factor from the sum of differences to the output. */
  readonly factor: QuantizedMultiplier;
}

/** What the elements of one sum exceed the sum of their differences from the zero point by. */
function sumOffset(view: NodeView, axes: readonly number[]): number {
  const input = inputTensor(view, 0);
  return affineOf(input).zeroPoint * reducedCount(input.shape, axes);
}

export function evaluateQuantizedSum(
  view: NodeView,
  inputs: readonly (TensorData | undefined)[],
  { axes, factor }: QuantizedSum,
): readonly TensorData[] {
  const input = numericElements(inputData(inputs, 0));
  const result = allocate(outputTensor(view));
  const output = numericElements(result);
  // Sums wrap at 32 bits, as the int32 accumulators of TFLM do.
  const sums = new Int32Array(output.length);
  forEachReduced(inputTensor(view, 0).shape, axes, (from, to) => {
    sums[to] = (sums[to] ?? 0) + (input[from] ?? 0);
  });
  const offset = sumOffset(view, axes);
  const { zeroPoint } = affineOf(outputTensor(view));
  const { min, max } = integerRange(outputTensor(view).dtype);
  sums.forEach((sum, i) => {
    const scaled = multiplyByQuantizedMultiplier((sum - offset) | 0, factor.multiplier, factor.shift);
    output[i] = clamp((scaled + zeroPoint) | 0, min, max);
  });
  return [result];
}

export function quantizedSumC(view: NodeView, kernel: KernelWriter, { axes, factor }: QuantizedSum): ReductionC {
  const { dtype } = outputTensor(view);
  const input = inputTensor(view, 0);
  const count = reducedCount(input.shape, axes);
  const stored = integerRange(input.dtype);
  const offset = sumOffset(view, axes);
  const sums = [stored.min * count, stored.max * count] as const;
  // Sums that may exceed 32 bits wrap, as in TFLM.
  const wraps = [...sums, ...sums.map((sum) => sum - offset)].some((value) => Math.abs(value) >= 2 ** 31);
  if (wraps) kernel.include("tinygen_elementwise.h");
  const from = wraps ? integerRange("int32") : { min: sums[0] - offset, max: sums[1] - offset };
  const centred = (sum: string): string => {
    if (offset === 0) return sum;
    return wraps ? `tinygen_wrapping_add(${sum}, ${cInteger(-offset | 0)})` : `${sum} ${signed(-offset)}`;
  };
  const { zeroPoint } = affineOf(outputTensor(view));
  return {
    type: "int32_t",
    initial: "0",
    accumulate: (sum, element) =>
      wraps ? `${sum} = tinygen_wrapping_add(${sum}, ${element});` : `${sum} += ${element};`,
    value(sum) {
      const scaled = rescaleExpression(kernel, { x: centred(sum), from, ...factor, zeroPoint });
      return clampExpression(kernel, scaled, cType(dtype), integerRange(dtype));
    },
  };
}
