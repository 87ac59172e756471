// SPDX-License-Identifier: Apache-2.0
/** Non-maximum suppression: the best boxes that do not overlap a better one. */

/** Top, left, bottom, right; float32. */
export type Box = readonly [number, number, number, number];

export interface SuppressionOptions {
  readonly scoreThreshold: number;
  readonly overlapThreshold: number;
  /** Boxes that are selected at most. */
  readonly limit: number;
}

/** Indices of the selected boxes by falling score, lower ones first among equals. */
export function selectBoxes(boxes: readonly Box[], scores: readonly number[], options: SuppressionOptions): number[] {
  const { scoreThreshold, overlapThreshold, limit } = options;
  const order = scores
    .flatMap((score, index) => (score >= scoreThreshold ? [index] : []))
    .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  const suppressed = new Set<number>();
  const selected: number[] = [];
  for (const index of order) {
    if (selected.length >= limit) break;
    if (suppressed.has(index)) continue;
    suppressed.add(index);
    selected.push(index);
    for (const other of order) {
      if (suppressed.has(other)) continue;
      if (overlap(boxes[index] as Box, boxes[other] as Box) > overlapThreshold) suppressed.add(other);
    }
  }
  return selected;
}

const f = Math.fround;

/** Intersection over union in float32, each operation rounded (tflite::ComputeIntersectionOverUnion). */
export function overlap(a: Box, b: Box): number {
  const areaOf = ([top, left, bottom, right]: Box): number => f(f(bottom - top) * f(right - left));
  const [areaA, areaB] = [areaOf(a), areaOf(b)];
  if (areaA <= 0 || areaB <= 0) return 0;
  const height = f(Math.min(a[2], b[2]) - Math.max(a[0], b[0]));
  const width = f(Math.min(a[3], b[3]) - Math.max(a[1], b[1]));
  const shared = f(Math.max(height, 0) * Math.max(width, 0));
  return f(shared / f(f(areaA + areaB) - shared));
}
