// SPDX-License-Identifier: Apache-2.0
/** SPACE_TO_BATCH_ND and BATCH_TO_SPACE_ND: block extents, margins and the shapes of both sides as NHWC. */
import type { NodeView } from "../../ir/graph.js";
import { elementCount, type Shape, shapeText } from "../../ir/shape.js";
import type { Constraint } from "../definition.js";
import { constantIntegers, inputTensor } from "./operands.js";
import { outputShapeIs, rankBetween } from "./shape-constraints.js";

/** Pixels of an image in blocks; the image side has the margins, the batch side one batch for each pixel of a block. */
export interface BatchBlocks {
  readonly blockHeight: number;
  readonly blockWidth: number;
  /** Rows and columns of margin: zeros on the way to batches, cut off on the way back. */
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** Undefined when inputs 1 and 2 are no constants of the right length. NHC counts as a width of 1. */
export function batchBlocks(view: NodeView): BatchBlocks | undefined {
  const spatial = inputTensor(view, 0).shape.length - 2;
  const blocks = constantIntegers(view.inputs[1]);
  const margins = constantIntegers(view.inputs[2]);
  if (spatial < 1 || spatial > 2 || blocks?.length !== spatial || margins?.length !== 2 * spatial) return undefined;
  const [blockHeight = 1, blockWidth = 1] = blocks;
  const [top = 0, bottom = 0, left = 0, right = 0] = margins;
  return { blockHeight, blockWidth, top, bottom, left, right };
}

/** NHWC of a tensor that has that order or lacks the width. */
export function extendedShape(shape: Shape): readonly [batches: number, height: number, width: number, depth: number] {
  const [batches = 1, height = 1, third = 1, fourth] = shape;
  return fourth === undefined ? [batches, height, 1, third] : [batches, height, third, fourth];
}

const validBlocks: Constraint<unknown> = {
  id: "blocks",
  says: "inputs 1 and 2 must hold a positive block extent and two margins of 0 or more for each axis between batch and depth",
  violation(view) {
    const [blocks, margins] = [1, 2].map((index) => constantIntegers(view.inputs[index]));
    if (blocks === undefined || margins === undefined) return undefined;
    const spatial = inputTensor(view, 0).shape.length - 2;
    const fits =
      blocks.length === spatial &&
      margins.length === 2 * spatial &&
      blocks.every((extent) => extent >= 1) &&
      margins.every((margin) => margin >= 0);
    if (fits) return undefined;
    return `blocks (${blocks.join(", ")}), margins (${margins.join(", ")}), input ${shapeText(inputTensor(view, 0).shape)}`;
  },
};

export interface BlocksOperator {
  /** NHWC of the output; fractions where a division leaves a rest. */
  readonly output: (input: ReturnType<typeof extendedShape>, blocks: BatchBlocks) => Shape;
  /** What the input's extents must be. */
  readonly divides: string;
  /** What the operator calls the margins. */
  readonly margins: string;
}

/** What TFLM checks or takes for granted in both. */
export function blocksConstraints(operator: BlocksOperator): readonly Constraint<unknown>[] {
  const expected = (view: NodeView): Shape | undefined => {
    const blocks = batchBlocks(view);
    if (blocks === undefined) return undefined;
    const { shape } = inputTensor(view, 0);
    const extended = operator.output(extendedShape(shape), blocks);
    // The same with the rank of the operator's tensors.
    return shape.length === 3 ? extended.toSpliced(2, 1) : extended;
  };
  return [
    rankBetween(3, 4),
    validBlocks,
    {
      id: "divides",
      says: operator.divides,
      violation(view) {
        const shape = expected(view);
        return shape === undefined || isWhole(shape) ? undefined : `the output would be ${shapeText(shape)}`;
      },
    },
    outputShapeIs(`the output must have the shape that blocks and ${operator.margins} give`, (view) => {
      const shape = expected(view);
      return shape !== undefined && isWhole(shape) ? shape : undefined;
    }),
  ];
}

/** True when the shape is what a division without rest gives. */
function isWhole(shape: Shape): boolean {
  return shape.every((extent) => Number.isInteger(extent) && extent > 0) && elementCount(shape) > 0;
}
