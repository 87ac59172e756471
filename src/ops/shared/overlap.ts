// SPDX-License-Identifier: Apache-2.0
/** Overlap capabilities that follow from the order in which a kernel reads and writes. */
import { elementBytes } from "../../ir/dtype.js";
import { elementCount } from "../../ir/shape.js";
import type { Tensor } from "../../ir/tensor.js";
import type { OverlapCapability } from "../node-memory.js";

/**
 * For kernels that read input element i before they write output element i, in ascending order, and never again.
 * After element i the output occupies (i + 1) · outputBytes and must end before input element i + 1.
 * Types of different width other than bytes get none: a C compiler may assume that they do not alias.
 */
export function elementwiseOverlap(input: Tensor, output: Tensor, index = 0): readonly OverlapCapability[] {
  const inputBytes = elementBytes(input.dtype);
  const outputBytes = elementBytes(output.dtype);
  if (inputBytes !== 1 && outputBytes !== 1 && input.dtype !== output.dtype) return [];
  const growth = outputBytes - inputBytes;
  const outputBelow = growth > 0 ? (elementCount(output.shape) - 1) * growth : growth;
  return [{ input: index, output: 0, outputBelow }];
}
