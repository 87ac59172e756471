// SPDX-License-Identifier: Apache-2.0
/** Where a SLICE begins: known at compile time, or read from input 1 for every inference. */
import type { NodeView } from "../../ir/graph.js";
import { constantIntegers, inputTensor, outputTensor } from "../shared/operands.js";

/** The last begin of an axis at which the slice still ends inside the input. */
export function lastBegins(view: NodeView): readonly number[] {
  const output = outputTensor(view).shape;
  return inputTensor(view, 0).shape.map((extent, axis) => extent - (output[axis] ?? 0));
}

/** First element per axis, or undefined when it is computed at run time. */
export function constantBegins(view: NodeView): readonly number[] | undefined {
  return constantIntegers(view.inputs[1]);
}

/**
 * Begins as the kernel uses them. TFLM does not check begins that are computed at run time; here they are moved to the
 * nearest one that keeps the slice inside the input.
 */
export function clampedBegins(view: NodeView, begins: readonly number[]): readonly number[] {
  return lastBegins(view).map((last, axis) => Math.max(0, Math.min(last, begins[axis] ?? 0)));
}
