// SPDX-License-Identifier: Apache-2.0
/** SPACE_TO_DEPTH and DEPTH_TO_SPACE: both move square blocks of pixels between the plane and the depth. */
import type { NodeView } from "../../ir/graph.js";
import { type Shape, shapeText } from "../../ir/shape.js";
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import type { Constraint } from "../definition.js";
import { requireOptions } from "./builtin-enums.js";
import { inputTensor } from "./operands.js";
import { outputShapeIs, rankBetween } from "./shape-constraints.js";

export interface DepthBlockAttributes {
  /** Edge of a block in pixels. */
  readonly blockSize: number;
}

export function readDepthBlockAttributes(
  raw: RawAttributes,
  table: "SpaceToDepthOptions" | "DepthToSpaceOptions",
): DepthBlockAttributes {
  return { blockSize: requireOptions(raw, table).blockSize };
}

/** `expected` gives the output's shape, with fractions where the block does not divide. */
export function depthBlockConstraints(
  expected: (input: Shape, blockSize: number) => Shape,
): readonly Constraint<DepthBlockAttributes>[] {
  const shapeOf = (view: NodeView<DepthBlockAttributes>): Shape | undefined => {
    const { shape } = inputTensor(view, 0);
    const { blockSize } = view.node.attributes;
    return shape.length === 4 && blockSize >= 1 ? expected(shape, blockSize) : undefined;
  };
  const isWhole = (shape: Shape): boolean => shape.every((extent) => Number.isInteger(extent));
  return [
    rankBetween(4, 4),
    {
      id: "block-size",
      says: "the block size must be at least 1 and divide what is cut into blocks",
      violation(view) {
        const { blockSize } = view.node.attributes;
        const shape = shapeOf(view);
        if (blockSize >= 1 && (shape === undefined || isWhole(shape))) return undefined;
        return `block size ${blockSize} for ${shapeText(inputTensor(view, 0).shape)}`;
      },
    },
    outputShapeIs("the output must have the shape that the block size gives", (view) => {
      const shape = shapeOf(view);
      return shape !== undefined && isWhole(shape) ? shape : undefined;
    }),
  ];
}
