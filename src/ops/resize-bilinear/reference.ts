// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of RESIZE_BILINEAR (tflite::reference_ops::ResizeBilinearInteger and ResizeBilinear). */
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import { inputData, numericElements, outputTensor } from "../shared/operands.js";
import { type ResizeAttributes, resizeGeometry } from "../shared/resize.js";
import { interpolations } from "./interpolation.js";

const UNIT = 1 << 10;

export function evaluateResizeBilinear(
  view: NodeView<ResizeAttributes>,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  const { batches, depth, inputHeight, inputWidth } = resizeGeometry(view);
  const { rows, columns } = interpolations(view);
  const input = numericElements(inputData(inputs, 0));
  const result = allocate(outputTensor(view));
  const output = numericElements(result);
  const mix = outputTensor(view).dtype === "float32" ? mixFloats : mixIntegers;
  let at = 0;
  for (let batch = 0; batch < batches; batch++) {
    for (const y of rows) {
      for (const x of columns) {
        const pixel = (row: number, column: number): number =>
          ((batch * inputHeight + row) * inputWidth + column) * depth;
        const corners = [
          pixel(y.lower, x.lower),
          pixel(y.upper, x.lower),
          pixel(y.lower, x.upper),
          pixel(y.upper, x.upper),
        ];
        for (let channel = 0; channel < depth; channel++) {
          const values = corners.map((corner) => input[corner + channel] ?? 0);
          output[at++] = mix(values, y.fraction, x.fraction);
        }
      }
    }
  }
  return [result];
}

// Values in the order upper left, lower left, upper right, lower right; every product and sum is exact.
function mixIntegers(values: readonly number[], down: number, right: number): number {
  const [a = 0, b = 0, c = 0, d = 0] = values;
  const sum =
    a * (UNIT - down) * (UNIT - right) + b * down * (UNIT - right) + c * (UNIT - down) * right + d * down * right;
  const half = sum > 0 ? UNIT * (UNIT / 2) : -UNIT * (UNIT / 2);
  return Math.trunc((sum + half) / (UNIT * UNIT));
}

// Each operation rounds to float32, in the order of the C expression.
function mixFloats(values: readonly number[], down: number, right: number): number {
  const product = (value: number, first: number, second: number): number =>
    Math.fround(Math.fround(value * first) * second);
  const [a = 0, b = 0, c = 0, d = 0] = values;
  const [up, left] = [Math.fround(1 - down), Math.fround(1 - right)];
  const terms = [product(b, down, left), product(c, up, right), product(d, down, right)];
  // TFLM adds the rounding offset of 0 for floats as well, which turns -0 into 0.
  return Math.fround(terms.reduce((sum, term) => Math.fround(sum + term), product(a, up, left)) + 0);
}
