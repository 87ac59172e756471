// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of TFLite_Detection_PostProcess (detection_postprocess.cc). */
import { inputTensor } from "../shared/operands.js";
import { input, tflmKernel } from "../shared/tflm-kernel.js";
import { times } from "../struct-layout.js";
import type { DetectionAttributes } from "./attributes.js";

export const detectionPostProcessTflm = tflmKernel<DetectionAttributes>({
  data: [...times(6, "word"), "byte", ...times(21, "word")],
  temporaries: [input(0), input(1), input(2)],
  scratch(view) {
    const boxes = inputTensor(view, 0).shape[1] ?? 0;
    const scores = inputTensor(view, 1)
      .shape.slice(1)
      .reduce((product, extent) => product * extent, 1);
    const { maxDetections, classes } = view.node.attributes;
    return [
      { label: "candidates", size: boxes },
      { label: "decoded boxes", size: 16 * boxes },
      { label: "scores", size: 4 * scores },
      { label: "class scores", size: 4 * boxes },
      { label: "kept scores", size: 4 * boxes },
      { label: "scores after suppression", size: 4 * maxDetections * boxes },
      { label: "sorted scores", size: 4 * maxDetections * boxes },
      { label: "kept indices", size: 4 * boxes },
      { label: "sorted indices", size: 4 * maxDetections * boxes },
      { label: "sort buffer", size: 4 * Math.max(classes, maxDetections) * boxes },
      { label: "selected", size: 4 * Math.min(boxes, maxDetections) * boxes },
    ];
  },
});
