// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of SVDF: tflite::EvalIntegerSvdfReference. */
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import { clamp } from "../../quant/fixed-point.js";
import { integerRange } from "../../quant/activation.js";
import { scaledSum } from "../shared/dense-sums.js";
import { inputData, numericElements, outputTensor } from "../shared/operands.js";
import type { SvdfAttributes } from "./attributes.js";
import { INPUT, STATE, svdfFilters } from "./filters.js";

export function evaluateSvdf(
  view: NodeView<SvdfAttributes>,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  const svdf = svdfFilters(view);
  const input = numericElements(inputData(inputs, INPUT));
  const state = numericElements(inputData(inputs, STATE));
  const output = allocate(outputTensor(view));
  const stored = integerRange(svdf.stateType);
  // The oldest frame leaves every filter's row; the newest one is written below.
  state.copyWithin(0, 1);
  for (let batch = 0; batch < svdf.batches; batch++) {
    const first = batch * svdf.filters * svdf.memory;
    for (let filter = 0; filter < svdf.filters; filter++) {
      const feature = clamp(
        scaledSum(svdf.features, input, batch * svdf.features.depth, filter),
        stored.min,
        stored.max,
      );
      // The zero point is added after the clamp; the typed array wraps as TFLM's store does.
      state[first + (filter + 1) * svdf.memory - 1] = feature + svdf.stateZeroPoint;
    }
    for (let unit = 0; unit < svdf.units; unit++) {
      const sum = scaledSum(svdf.times, state, first + unit * svdf.times.depth, unit);
      output.data[batch * svdf.units + unit] = clamp((sum + svdf.outputZeroPoint) | 0, -128, 127);
    }
  }
  return [output];
}
