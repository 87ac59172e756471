// SPDX-License-Identifier: Apache-2.0
/** Random cases of TFLite_Detection_PostProcess for the differential suite. */
import fc from "fast-check";
import { extent, seed } from "../../../test/support/op-case-arbitraries.js";
import { type CaseTensor, defineCases, type OpCase } from "../../../test/support/op-case.js";
import { mix, seededRandom } from "../../../test/support/random.js";
import type { DetectionAttributes } from "./attributes.js";
import { detectionPostProcess } from "./index.js";

const arbitrary = fc
  .record({
    boxes: extent(20),
    encodingSize: fc.constantFrom(4, 4, 6),
    classes: extent(5),
    background: fc.nat({ max: 1 }),
    regular: fc.boolean(),
    maxDetections: extent(12),
    maxClassesPerDetection: fc.constantFrom(1, 1, 2),
    detectionsPerClass: extent(6),
    scoreThreshold: fc.constantFrom(0, 0.25, 0.5),
    overlapThreshold: fc.constantFrom(0.1, 0.3, 0.6, 1),
    fixed: fc.constantFrom("encodings", "encodings", "encodings", "scores", "none"),
    seed,
  })
  .map((draw): OpCase<DetectionAttributes> => {
    const { boxes, encodingSize, classes, regular, maxDetections, maxClassesPerDetection } = draw;
    const values = (count: number, n: number, low: number, high: number): number[] => {
      const random = seededRandom(mix(draw.seed + n));
      // Coarse steps make equal scores and touching boxes.
      return Array.from({ length: count }, () => Math.fround(low + (random.integer(0, 16) / 16) * (high - low)));
    };
    const input = (name: string, shape: readonly number[], telling: readonly number[]): CaseTensor => {
      const count = shape.reduce((product, size) => product * size, 1);
      const base = { shape, dtype: "float32" as const };
      return draw.fixed === name ? { ...base, values: telling.slice(0, count) } : { ...base, telling };
    };
    const scores = classes + draw.background;
    const categories = Math.min(maxClassesPerDetection, classes);
    const places = Math.max(1, regular ? maxDetections : categories * categories * Math.min(boxes, maxDetections));
    const float = (shape: readonly number[]): CaseTensor => ({ shape, dtype: "float32" });
    return {
      inputs: [
        input("encodings", [1, boxes, encodingSize], values(boxes * encodingSize, 1, -3, 3)),
        input("scores", [1, boxes, scores], values(boxes * scores, 2, 0, 1)),
        { shape: [boxes, 4], dtype: "float32", values: values(boxes * 4, 3, 0.25, 1) },
      ],
      outputs: [float([1, places, 4]), float([1, places]), float([1, places]), float([1])],
      attributes: {
        maxDetections,
        maxClassesPerDetection,
        detectionsPerClass: draw.detectionsPerClass,
        regular,
        scoreThreshold: draw.scoreThreshold,
        overlapThreshold: Math.fround(draw.overlapThreshold),
        classes,
        scales: { y: 10, x: 10, height: 5, width: 5 },
      },
    };
  });

export const cases = defineCases(detectionPostProcess, arbitrary);
