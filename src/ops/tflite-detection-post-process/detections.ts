// SPDX-License-Identifier: Apache-2.0
/** Sizes of a detection post-processing node. */
import type { NodeView } from "../../ir/graph.js";
import { inputTensor } from "../shared/operands.js";
import type { DetectionAttributes } from "./attributes.js";

/** Positions of inputs and outputs. */
export const ENCODINGS = 0;
export const SCORES = 1;
export const ANCHORS = 2;
export const BOXES_OUT = 0;
export const CLASSES_OUT = 1;
export const SCORES_OUT = 2;
export const COUNT_OUT = 3;

export interface Detections {
  readonly boxes: number;
  /** Values per box in the encodings, of which 4 are used. */
  readonly encodingSize: number;
  /** Scores per box, a background class included. */
  readonly scoresPerBox: number;
  /** 1 when the first score is that of the background. */
  readonly labelOffset: number;
  /** Classes that the fast method reports for a box. */
  readonly categories: number;
  /** Boxes that a suppression selects at most. */
  readonly most: number;
  /** Places in the outputs that may be written. */
  readonly places: number;
}

export function detectionsOf(view: NodeView<DetectionAttributes>): Detections {
  const { maxDetections, maxClassesPerDetection, classes, regular, detectionsPerClass } = view.node.attributes;
  const [, boxes = 0, encodingSize = 0] = inputTensor(view, ENCODINGS).shape;
  const scoresPerBox = inputTensor(view, SCORES).shape[2] ?? 0;
  const categories = Math.min(maxClassesPerDetection, classes);
  const most = Math.min(boxes, regular ? detectionsPerClass : maxDetections);
  // With several classes per box TFLM's fast method leaves gaps: it advances by the product of two counters.
  const fastPlaces = most === 0 ? 0 : categories * (most * categories - 1) + categories;
  return {
    boxes,
    encodingSize,
    scoresPerBox,
    labelOffset: scoresPerBox - classes,
    categories,
    most,
    places: regular ? maxDetections : fastPlaces,
  };
}
