// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of TRANSPOSE_CONV (transpose_conv.cc). */
import type { NodeView } from "../../ir/graph.js";
import { elementCount } from "../../ir/shape.js";
import { cmsisNnLevel } from "../shared/cmsis-nn.js";
import { transposeConvScratch } from "../shared/cmsis-nn-transpose-conv.js";
import { perChannelArrays } from "../shared/conv-tflm.js";
import { inputTensor, outputTensor } from "../shared/operands.js";
import { input, output, type TflmScratch, tflmKernel } from "../shared/tflm-kernel.js";
import { CONV_PARAMS } from "../shared/tflm-structs.js";
import { times } from "../struct-layout.js";
import type { TransposeConvAttributes } from "./attributes.js";

const CHANNEL_AXIS = 0;
const BIAS = 3;

export const transposeConvTflm = tflmKernel<TransposeConvAttributes>({
  options: ["enum", "word", "word", "enum", "enum"],
  data: [CONV_PARAMS, ...times(4, "word")],
  temporaries: (view) => [
    output(0),
    input(2),
    input(1),
    ...(inputTensor(view, 2).dtype === "float32" ? [] : [input(2), input(1), input(BIAS), output(0)]),
  ],
  persistent: (view) => perChannelArrays(view, CHANNEL_AXIS),
  scratch: referenceScratch,
  cmsisNn: {
    // Two indices of scratch behind what the reference kernel keeps, of which it keeps one.
    data: [CONV_PARAMS, ...times(5, "word")],
    scratch(view, target) {
      const input = inputTensor(view, 2);
      if (input.dtype !== "int8") return referenceScratch(view);
      const [, kernelHeight = 1, kernelWidth = 1] = inputTensor(view, 1).shape;
      const [, , inputWidth = 1, inputDepth = 1] = input.shape;
      const { strideHeight, strideWidth } = view.node.attributes;
      const outputDepth = outputTensor(view).shape[3] ?? 1;
      return transposeConvScratch(
        { inputWidth, inputDepth, kernelHeight, kernelWidth, strideHeight, strideWidth, outputDepth },
        cmsisNnLevel(target),
      );
    },
  },
});

function referenceScratch(view: NodeView<TransposeConvAttributes>): readonly TflmScratch[] {
  const { dtype } = inputTensor(view, 2);
  const bias = view.inputs[BIAS];
  const elements = elementCount(outputTensor(view).shape);
  if (dtype === "float32") return [];
  return [
    { label: "sums", size: elements * (dtype === "int16" ? 8 : 4) },
    ...(dtype === "int16" && bias?.dtype === "int16"
      ? [{ label: "widened bias", size: 8 * elementCount(bias.shape) }]
      : []),
  ];
}
