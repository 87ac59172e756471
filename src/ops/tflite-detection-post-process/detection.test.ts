// SPDX-License-Identifier: Apache-2.0
/** TFLite_Detection_PostProcess: constraints, and hand cases of both suppressions. */
import { expect, test } from "vitest";
import { violations } from "../../../test/support/one-node.js";
import type { CaseTensor, OpCase } from "../../../test/support/op-case.js";
import { runInvocations } from "../../../test/support/stateful-node.js";
import type { DetectionAttributes } from "./attributes.js";
import { detectionPostProcess } from "./index.js";
import { overlap } from "./suppression.js";

const ATTRIBUTES: DetectionAttributes = {
  maxDetections: 2,
  maxClassesPerDetection: 1,
  detectionsPerClass: 100,
  regular: false,
  scoreThreshold: 0.3,
  overlapThreshold: 0.5,
  classes: 2,
  scales: { y: 10, x: 10, height: 5, width: 5 },
};

const float = (shape: readonly number[], values?: readonly number[]): CaseTensor => ({
  shape,
  dtype: "float32",
  ...(values === undefined ? {} : { values }),
});

/** Three anchors: two nearly the same, one apart; the first score of a box is the background's. */
const node = (attributes: Partial<DetectionAttributes> = {}, places = 2): OpCase<DetectionAttributes> => ({
  inputs: [
    float([1, 3, 4]),
    float([1, 3, 3]),
    float([3, 4], [0.5, 0.5, 0.25, 0.25, 0.5, 0.53125, 0.25, 0.25, 0.25, 0.75, 0.25, 0.25]),
  ],
  outputs: [float([1, places, 4]), float([1, places]), float([1, places]), float([1])],
  attributes: { ...ATTRIBUTES, ...attributes },
});

const CENTRED = Array<number>(12).fill(0);
const SCORES = [0, 0.5, 0.125, 0, 0.75, 0.25, 0, 0.25, 0.625];

test("accepts float32 only, as TFLM", () => {
  expect(violations(detectionPostProcess, node())).toEqual([]);
  const quantised = node();
  expect(
    violations(detectionPostProcess, {
      ...quantised,
      inputs: quantised.inputs.map((t) => t && { ...t, dtype: "uint8" }),
    }),
  ).toEqual(["signature"]);
});

test("refuses outputs without room and options without sense", () => {
  expect(violations(detectionPostProcess, node({}, 1))).toEqual(["outputs: 2 places are needed, there are 1 boxes"]);
  expect(violations(detectionPostProcess, node({ overlapThreshold: 0 }))).toEqual(["nms-iou-threshold: it is 0"]);
  expect(violations(detectionPostProcess, node({ classes: 4 }))[0]).toMatch(/^shapes/);
});

test("the fast method keeps the better of two overlapping boxes", () => {
  const [outputs] = runInvocations("CUSTOM:TFLite_Detection_PostProcess", node(), [[CENTRED, SCORES]]);
  expect(outputs).toEqual([[0.375, 0.40625, 0.625, 0.65625, 0.125, 0.625, 0.375, 0.875], [0, 1], [0.75, 0.625], [2]]);
});

test("the regular method suppresses within a class and fills up with zeros", () => {
  const [outputs] = runInvocations(
    "CUSTOM:TFLite_Detection_PostProcess",
    node({ regular: true, maxDetections: 4, overlapThreshold: 0.99 }, 4),
    [[CENTRED, SCORES]],
  );
  expect(outputs?.slice(1)).toEqual([[0, 1, 0, 0], [0.75, 0.625, 0.5, 0], [3]]);
});

test("a box without area leaves no detections", () => {
  const flat = [...CENTRED];
  flat[2] = -1e5;
  const [outputs] = runInvocations("CUSTOM:TFLite_Detection_PostProcess", node(), [[flat, SCORES]]);
  expect(outputs?.[3]).toEqual([0]);
});

test("intersection over union", () => {
  expect(overlap([0, 0, 2, 2], [0, 1, 2, 3])).toBeCloseTo(1 / 3, 6);
  expect(overlap([0, 0, 1, 1], [2, 2, 3, 3])).toBe(0);
  expect(overlap([0, 0, 0, 1], [0, 0, 1, 1])).toBe(0);
});
