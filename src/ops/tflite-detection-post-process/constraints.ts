// SPDX-License-Identifier: Apache-2.0
/** What TFLM's detection post-processing accepts (Prepare and the checks of Eval) and what keeps it within its tensors. */
import { elementCount, shapeText } from "../../ir/shape.js";
import type { Constraint } from "../definition.js";
import { rankIs } from "../shared/constraints.js";
import { inputTensor, outputTensor } from "../shared/operands.js";
import { optionRange } from "../shared/option-range.js";
import type { DetectionAttributes } from "./attributes.js";
import {
  ANCHORS,
  BOXES_OUT,
  CLASSES_OUT,
  COUNT_OUT,
  detectionsOf,
  ENCODINGS,
  SCORES,
  SCORES_OUT,
} from "./detections.js";

const matchingShapes: Constraint<DetectionAttributes> = {
  id: "shapes",
  says: "the encodings must be 1xNx4 (or more), the scores 1xNxC with C = num_classes or one more, the anchors Nx4",
  violation(view) {
    const [encodings, scores, anchors] = [ENCODINGS, SCORES, ANCHORS].map((i) => inputTensor(view, i).shape) as [
      readonly number[],
      readonly number[],
      readonly number[],
    ];
    const { boxes, encodingSize, labelOffset } = detectionsOf(view);
    const fits =
      encodings[0] === 1 &&
      encodingSize >= 4 &&
      scores[0] === 1 &&
      scores[1] === boxes &&
      (labelOffset === 0 || labelOffset === 1) &&
      anchors[0] === boxes &&
      anchors[1] === 4;
    return fits ? undefined : `they are ${[encodings, scores, anchors].map(shapeText).join(", ")}`;
  },
};

const roomForDetections: Constraint<DetectionAttributes> = {
  id: "outputs",
  says: "the outputs must have room for every detection, the last one for their number",
  violation(view) {
    const { places } = detectionsOf(view);
    const count = (index: number): number => elementCount(outputTensor(view, index).shape);
    const fits =
      count(BOXES_OUT) >= 4 * places &&
      count(CLASSES_OUT) >= places &&
      count(SCORES_OUT) >= places &&
      count(COUNT_OUT) >= 1;
    return fits ? undefined : `${places} places are needed, there are ${Math.floor(count(BOXES_OUT) / 4)} boxes`;
  },
};

const overlapThreshold: Constraint<DetectionAttributes> = {
  id: "nms-iou-threshold",
  says: "nms_iou_threshold must be positive and at most 1",
  violation({ node: { attributes } }) {
    const { overlapThreshold: threshold } = attributes;
    return threshold > 0 && threshold <= 1 ? undefined : `it is ${threshold}`;
  },
};

export const detectionConstraints: readonly Constraint<DetectionAttributes>[] = [
  rankIs(3, { inputs: [ENCODINGS, SCORES] }),
  rankIs(2, { inputs: [ANCHORS] }),
  optionRange({ name: "num_classes", value: ({ classes }) => classes, min: 1 }),
  optionRange({ name: "max_detections", value: ({ maxDetections }) => maxDetections, min: 0, max: 65535 }),
  optionRange({ name: "max_classes_per_detection", value: (a) => (a.regular ? 1 : a.maxClassesPerDetection), min: 1 }),
  optionRange({ name: "detections_per_class", value: (a) => (a.regular ? a.detectionsPerClass : 1), min: 1 }),
  overlapThreshold,
  matchingShapes,
  roomForDetections,
];
