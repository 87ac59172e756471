// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of TRANSPOSE_CONV (transpose_conv.cc). */
import { elementCount } from "../../ir/shape.js";
import { perChannelArrays } from "../shared/conv-tflm.js";
import { inputTensor, outputTensor } from "../shared/operands.js";
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";
import { CONV_PARAMS } from "../shared/tflm-structs.js";
import { times } from "../struct-layout.js";

const CHANNEL_AXIS = 0;
const BIAS = 3;

export const transposeConvTflm = tflmKernel({
  options: ["enum", "word", "word", "enum", "enum"],
  data: [CONV_PARAMS, ...times(4, "word")],
  temporaries: (view) => [
    output(0),
    input(2),
    input(1),
    ...(inputTensor(view, 2).dtype === "float32" ? [] : [input(2), input(1), input(BIAS), output(0)]),
  ],
  persistent: (view) => perChannelArrays(view, CHANNEL_AXIS),
  scratch(view) {
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
  },
  unknownFor: ["cmsis-nn"],
});
