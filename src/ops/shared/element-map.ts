// SPDX-License-Identifier: Apache-2.0
/** Reference kernels that only rearrange: every output element names the input element that it is a copy of. */
import { elementBytes } from "../../ir/dtype.js";
import { elementCount, type Shape } from "../../ir/shape.js";
import { allocate, type TensorData, toBytes } from "../../ir/tensor-data.js";
import type { Tensor } from "../../ir/tensor.js";

/** Position in a dense tensor of the element with these coordinates. */
export function flatIndex(shape: Shape, coordinates: readonly number[]): number {
  return shape.reduce((index, extent, axis) => index * extent + (coordinates[axis] ?? 0), 0);
}

/**
 * An output whose elements are copies of the input's. `source` maps the output's coordinates (an array that is reused)
 * to the input's flat index; elements without a source stay 0.
 */
export function mapElements(
  output: Tensor,
  input: TensorData,
  source: (coordinates: readonly number[]) => number | undefined,
): TensorData {
  const result = allocate(output);
  const from = toBytes(input);
  const to = toBytes(result);
  const width = elementBytes(output.dtype);
  const { shape } = output;
  const coordinates = shape.map(() => 0);
  const count = elementCount(shape);
  for (let element = 0; element < count; element++) {
    const index = source(coordinates);
    if (index !== undefined) for (let i = 0; i < width; i++) to[element * width + i] = from[index * width + i] ?? 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const next = (coordinates[axis] ?? 0) + 1;
      const wraps = next === shape[axis];
      coordinates[axis] = wraps ? 0 : next;
      if (!wraps) break;
    }
  }
  return result;
}
