// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of FULLY_CONNECTED (fully_connected.cc, fully_connected_common.cc). */
import { cmsisNnLevel } from "../shared/cmsis-nn.js";
import type { NodeView } from "../../ir/graph.js";
import type { Bytes } from "../../util/branded.js";
import { unpackedFilter } from "../shared/conv-tflm.js";
import { inputTensor, outputTensor } from "../shared/operands.js";
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";
import { type StructLayout, times } from "../struct-layout.js";
import type { FullyConnectedAttributes } from "./attributes.js";

const DATA: StructLayout = [...times(11, "word"), "byte"];

export const fullyConnectedTflm = tflmKernel<FullyConnectedAttributes>({
  options: ["enum", "enum", "byte", "byte", "enum"],
  data: DATA,
  temporaries: [input(0), input(1), input(2), output(0)],
  persistent: perChannelFactors,
  scratch: unpackedFilter,
  cmsisNn: {
    data: [DATA, ...times(6, "word")],
    // For MVE the sums of the weights are kept, as TFLM's makefile builds it (KERNELS_OPTIMIZED_FOR_SPEED).
    persistent: (view, target) => [
      ...perChannelFactors(view),
      ...(cmsisNnLevel(target) === "mve" && inputTensor(view, 1).dtype === "int8" && !isConvolution(view)
        ? [4 * (outputTensor(view).shape.at(-1) ?? 0)]
        : []),
    ],
    // Four-bit weights are used as they are.
    scratch: (view) =>
      isConvolution(view) && (inputTensor(view, 1).quantization?.scales.length ?? 0) <= 1
        ? [{ label: "factors of a 1x1 convolution", size: 8 * (outputTensor(view).shape.at(-1) ?? 0) }]
        : [],
  },
});

function perChannelFactors(view: NodeView): readonly Bytes[] {
  const scales = inputTensor(view, 1).quantization?.scales.length ?? 0;
  return scales > 1 && inputTensor(view, 0).dtype !== "float32" ? [4 * scales, 4 * scales] : [];
}

// With more than two dimensions and whole words of input the wrapper computes a 1×1 convolution.
function isConvolution(view: NodeView): boolean {
  const [input, filter] = [inputTensor(view, 0), inputTensor(view, 1)];
  const depth = filter.shape.at(-1) ?? 0;
  return input.dtype === "int8" && filter.dtype === "int8" && outputTensor(view).shape.length > 2 && depth % 4 === 0;
}
