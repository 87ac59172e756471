// SPDX-License-Identifier: Apache-2.0
/** What TFLM's GATHER_ND accepts (GatherNdPrepare). */
import { shapeText } from "../../ir/shape.js";
import type { Constraint } from "../definition.js";
import { inputTensor } from "../shared/operands.js";
import { outputShapeIs, rankBetween } from "../shared/shape-constraints.js";
import { constantStarts, gatherNdLayout, gatherNdOutputShape } from "./layout.js";

const MAX_COORDINATES = 5;

const coordinates: Constraint<unknown> = {
  id: "coordinates",
  says: `the last axis of the indices must hold at most ${MAX_COORDINATES} coordinates and no more than input 0 has axes`,
  violation(view) {
    const input = inputTensor(view, 0).shape;
    const indices = inputTensor(view, 1).shape;
    const count = indices.at(-1);
    if (count !== undefined && count <= MAX_COORDINATES && count <= input.length) return undefined;
    return `indices of ${shapeText(indices)} for an input of ${shapeText(input)}`;
  },
};

const inside: Constraint<unknown> = {
  id: "index-range",
  says: "constant indices must name slices inside input 0",
  violation(view) {
    if (gatherNdOutputShape(view) === undefined) return undefined;
    const { lastStart } = gatherNdLayout(view);
    const wrong = constantStarts(view)?.find((start) => start < 0 || start > lastStart);
    return wrong === undefined ? undefined : `a slice starts at element ${wrong}, the last possible is ${lastStart}`;
  },
};

export const gatherNdConstraints: readonly Constraint<unknown>[] = [
  rankBetween(1, 6),
  rankBetween(1, 6, 1),
  coordinates,
  outputShapeIs(
    "the output must have the indices' shape with the coordinates replaced by the axes of input 0 behind them",
    gatherNdOutputShape,
  ),
  inside,
];
