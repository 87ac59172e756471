// SPDX-License-Identifier: Apache-2.0
/** Attributes of TFLite_Detection_PostProcess. */
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { booleanOption, customOptions, floatOption, integerOption } from "../shared/custom-options.js";

export interface DetectionAttributes {
  readonly maxDetections: number;
  /** Classes per box that the fast method reports. */
  readonly maxClassesPerDetection: number;
  /** Boxes per class that the regular method keeps. */
  readonly detectionsPerClass: number;
  /** Suppression for each class by itself instead of by the best class of a box. */
  readonly regular: boolean;
  readonly scoreThreshold: number;
  /** Overlap (intersection over union) above which the lower score goes. */
  readonly overlapThreshold: number;
  /** Without the background. */
  readonly classes: number;
  /** Divisors of the box encodings. */
  readonly scales: { readonly y: number; readonly x: number; readonly height: number; readonly width: number };
}

// kNumDetectionsPerClass of TFLM.
const DETECTIONS_PER_CLASS = 100;

export function readDetectionAttributes(raw: RawAttributes): DetectionAttributes {
  const options = customOptions(raw);
  return {
    maxDetections: integerOption(options, "max_detections"),
    maxClassesPerDetection: integerOption(options, "max_classes_per_detection"),
    detectionsPerClass: integerOption(options, "detections_per_class", DETECTIONS_PER_CLASS),
    regular: booleanOption(options, "use_regular_nms", false),
    scoreThreshold: floatOption(options, "nms_score_threshold"),
    overlapThreshold: floatOption(options, "nms_iou_threshold"),
    classes: integerOption(options, "num_classes"),
    scales: {
      y: floatOption(options, "y_scale"),
      x: floatOption(options, "x_scale"),
      height: floatOption(options, "h_scale"),
      width: floatOption(options, "w_scale"),
    },
  };
}
