// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of TFLite_Detection_PostProcess: tflite::DetectionPostProcessEval. */
import type { NodeView } from "../../ir/graph.js";
import type { TensorData } from "../../ir/tensor-data.js";
import { exponential } from "../../quant/double-exponential.js";
import type { EvaluationContext } from "../definition.js";
import { inputData, numericElements, outputTensor } from "../shared/operands.js";
import { allocateUnwritten } from "../shared/unwritten.js";
import type { DetectionAttributes } from "./attributes.js";
import {
  ANCHORS,
  BOXES_OUT,
  CLASSES_OUT,
  COUNT_OUT,
  type Detections,
  detectionsOf,
  ENCODINGS,
  SCORES,
  SCORES_OUT,
} from "./detections.js";
import { type Box, selectBoxes } from "./suppression.js";

const f = Math.fround;

type Floats = ArrayLike<number>;

interface Detection {
  readonly box: Box;
  readonly label: number;
  readonly score: number;
}

export function evaluateDetection(
  view: NodeView<DetectionAttributes>,
  inputs: readonly (TensorData | undefined)[],
  context: EvaluationContext,
): readonly TensorData[] {
  const { attributes } = view.node;
  const sizes = detectionsOf(view);
  const input = (index: number): Floats => numericElements(inputData(inputs, index));
  const [encodings, scores, anchors] = [input(ENCODINGS), input(SCORES), input(ANCHORS)];
  const outputs = view.outputs.map((_, i) => allocateUnwritten(outputTensor(view, i), context));
  const write = (place: number, detection: Detection | undefined): void => {
    const box = detection?.box ?? [0, 0, 0, 0];
    box.forEach((value, i) => ((outputs[BOXES_OUT] as TensorData).data[4 * place + i] = value));
    (outputs[CLASSES_OUT] as TensorData).data[place] = detection?.label ?? 0;
    (outputs[SCORES_OUT] as TensorData).data[place] = detection?.score ?? 0;
  };
  const boxes = decodeBoxes(sizes, attributes, encodings, anchors);
  // TFLM's invocation fails at a box without area; the emitted C detects nothing then.
  const valid = boxes.every(([top, left, bottom, right]) => !(top >= bottom || left >= right));
  const find = attributes.regular ? regularDetections : fastDetections;
  const found = valid ? find(sizes, attributes, boxes, scores) : [];
  if (attributes.regular) for (let i = 0; i < attributes.maxDetections; i++) write(i, found[i]);
  else found.forEach((detection, i) => write(sizes.categories * i + (i % sizes.categories), detection));
  (outputs[COUNT_OUT] as TensorData).data[0] = found.length;
  return outputs;
}

function decodeBoxes(sizes: Detections, { scales }: DetectionAttributes, encodings: Floats, anchors: Floats): Box[] {
  return Array.from({ length: sizes.boxes }, (_, box): Box => {
    const encoding = (i: number): number => encodings[box * sizes.encodingSize + i] ?? 0;
    const anchor = (i: number): number => anchors[box * 4 + i] ?? 0;
    // Doubles inside, float32 at the end, as in TFLM.
    const y = f((encoding(0) / scales.y) * anchor(2) + anchor(0));
    const x = f((encoding(1) / scales.x) * anchor(3) + anchor(1));
    const halfHeight = f(0.5 * exponential(encoding(2) / scales.height) * anchor(2));
    const halfWidth = f(0.5 * exponential(encoding(3) / scales.width) * anchor(3));
    return [f(y - halfHeight), f(x - halfWidth), f(y + halfHeight), f(x + halfWidth)];
  });
}

/** Classes of a box by falling score, lower ones first among equals. */
function rankedClasses(sizes: Detections, { classes }: DetectionAttributes, scores: Floats, box: number): number[] {
  const score = (label: number): number => scores[box * sizes.scoresPerBox + sizes.labelOffset + label] ?? 0;
  return Array.from({ length: classes }, (_, label) => label)
    .sort((a, b) => score(b) - score(a) || a - b)
    .slice(0, sizes.categories);
}

// One suppression over the best class of each box.
function fastDetections(
  sizes: Detections,
  attributes: DetectionAttributes,
  boxes: readonly Box[],
  scores: Floats,
): Detection[] {
  const ranked = boxes.map((_, box) => rankedClasses(sizes, attributes, scores, box));
  const score = (box: number, label: number): number =>
    scores[box * sizes.scoresPerBox + sizes.labelOffset + label] ?? 0;
  const best = ranked.map(([first = 0], box) => score(box, first));
  return selectBoxes(boxes, best, { ...attributes, limit: attributes.maxDetections }).flatMap((index) =>
    (ranked[index] ?? []).map((label) => ({ box: boxes[index] as Box, label, score: score(index, label) })),
  );
}

// One suppression per class; the best of all classes stay, earlier ones first among equals.
function regularDetections(
  sizes: Detections,
  attributes: DetectionAttributes,
  boxes: readonly Box[],
  scores: Floats,
): Detection[] {
  let kept: Detection[] = [];
  for (let label = 0; label < attributes.classes; label++) {
    const own = boxes.map((_, box) => scores[box * sizes.scoresPerBox + sizes.labelOffset + label] ?? 0);
    const selected = selectBoxes(boxes, own, { ...attributes, limit: attributes.detectionsPerClass });
    const found = selected.map((index) => ({ box: boxes[index] as Box, label, score: own[index] ?? 0 }));
    kept = [...kept, ...found].sort((a, b) => b.score - a.score).slice(0, attributes.maxDetections);
  }
  return kept;
}
