// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of TRANSPOSE_CONV (tflite::reference_integer_ops::TransposeConv): each input scatters its products. */
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import { clamp, multiplyByQuantizedMultiplier, multiplyByQuantizedMultiplier64 } from "../../quant/fixed-point.js";
import { inputData, numericElements, outputTensor } from "../shared/operands.js";
import type { TransposeConvAttributes } from "./attributes.js";
import { transposedConvolution } from "./convolution.js";
import { type TransposeConvGeometry, transposeConvGeometry } from "./geometry.js";

export function evaluateTransposeConv(
  view: NodeView<TransposeConvAttributes>,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  const geometry = transposeConvGeometry(view);
  const filter = inputData(inputs, 1).data;
  const { quantization, bias, accumulator } = transposedConvolution(view, filter, inputs[3]?.data);
  const result = allocate(outputTensor(view));
  const output = numericElements(result);
  // Doubles hold the sums of int16 · int8 products exactly.
  const sums = accumulator === "int32" ? new Int32Array(output.length) : new Float64Array(output.length);
  const input = numericElements(inputData(inputs, 2));
  scatter({ geometry, sums, input, filter: filter as Int8Array, zeroPoint: quantization.inputZeroPoint });
  const { outputDepth } = geometry;
  const { multipliers, outputZeroPoint, min, max } = quantization;
  sums.forEach((sum, i) => {
    const channel = i % outputDepth;
    const own = Number(bias?.[channel] ?? 0);
    const { multiplier, shift } = multipliers[channel] ?? { multiplier: 0, shift: 0 };
    const scaled =
      accumulator === "int32"
        ? multiplyByQuantizedMultiplier((sum + own) | 0, multiplier, shift)
        : multiplyByQuantizedMultiplier64(sum + own, multiplier, shift);
    output[i] = clamp((scaled + outputZeroPoint) | 0, min, max);
  });
  return [result];
}

interface Scatter {
  readonly geometry: TransposeConvGeometry;
  /** Written. */
  readonly sums: Int32Array | Float64Array;
  readonly input: ArrayLike<number>;
  readonly filter: Int8Array;
  readonly zeroPoint: number;
}

function scatter({ geometry, sums, input, filter, zeroPoint }: Scatter): void {
  const { batches, inputDepth, outputDepth, height, width } = geometry;
  let at = 0;
  for (let batch = 0; batch < batches; batch++) {
    for (let y = 0; y < height.input; y++) {
      for (let x = 0; x < width.input; x++, at += inputDepth) {
        for (let ky = 0; ky < height.kernel; ky++) {
          const outY = y * height.stride - height.pad + ky;
          if (outY < 0 || outY >= height.output) continue;
          for (let kx = 0; kx < width.kernel; kx++) {
            const outX = x * width.stride - width.pad + kx;
            if (outX < 0 || outX >= width.output) continue;
            const to = ((batch * height.output + outY) * width.output + outX) * outputDepth;
            for (let channel = 0; channel < outputDepth; channel++) {
              const weights = ((channel * height.kernel + ky) * width.kernel + kx) * inputDepth;
              let sum = 0;
              for (let i = 0; i < inputDepth; i++)
                sum += ((input[at + i] ?? 0) - zeroPoint) * (filter[weights + i] ?? 0);
              // Storing into 32 bits wraps as TFLM's additions do.
              sums[to + channel] = (sums[to + channel] ?? 0) + sum;
            }
          }
        }
      }
    }
  }
}
