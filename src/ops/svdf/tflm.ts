// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of SVDF (svdf.cc, svdf_common.cc). */
import { cmsisNnLevel } from "../shared/cmsis-nn.js";
import { elementCount } from "../../ir/shape.js";
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";
import { inputTensor, outputTensor } from "../shared/operands.js";
import { times } from "../struct-layout.js";

export const svdfTflm = tflmKernel({
  options: ["word", "enum", "byte"],
  data: times(9, "word"),
  temporaries: [input(0), input(1), input(2), input(3), input(4), output(0)],
  scratch(view) {
    const batches = inputTensor(view, 0).shape[0] ?? 1;
    const filters = inputTensor(view, 1).shape[0] ?? 1;
    return [
      { label: "filter sums", size: 4 * batches * filters },
      ...(inputTensor(view, 0).dtype === "float32"
        ? []
        : [{ label: "unit sums", size: 4 * elementCount(outputTensor(view).shape) }]),
    ];
  },
  cmsisNn: {
    data: times(10, "word"),
    persistent: (view, target) =>
      cmsisNnLevel(target) === "mve" && inputTensor(view, 1).dtype === "int8"
        ? [4 * (inputTensor(view, 1).shape[0] ?? 0)]
        : [],
  },
});
