// SPDX-License-Identifier: Apache-2.0
/** RESIZE_NEAREST_NEIGHBOR: scales images by repeating or leaving out pixels. */
import { defineOp, type Signature } from "../definition.js";
import { readResizeAttributes, resizeConstraints, sourcesInside } from "../shared/resize.js";
import { resizeNearestNeighborScalar } from "./aot/scalar.js";
import { nearestSources } from "./nearest.js";
import { evaluateResizeNearestNeighbor } from "./reference.js";
import { resizeNearestNeighborTflm } from "./tflm.js";

const TYPES = ["int8", "int16", "float32"] as const;

export const resizeNearestNeighbor = defineOp({
  op: "RESIZE_NEAREST_NEIGHBOR",
  resolverCall: "AddResizeNearestNeighbor",
  summary: "Scales images by repeating or leaving out pixels.",
  maxVersion: 4,
  signatures: TYPES.map((dtype): Signature => ({ inputs: [dtype, "int32"], outputs: [dtype] })),
  constantInputs: [1],
  readAttributes: (raw) => readResizeAttributes(raw, "ResizeNearestNeighborOptions"),
  constraints: [...resizeConstraints, sourcesInside(nearestSources)],
  evaluate: evaluateResizeNearestNeighbor,
  work: () => ({ macs: 0 }),
  aot: [resizeNearestNeighborScalar],
  tflm: resizeNearestNeighborTflm,
});
