// SPDX-License-Identifier: Apache-2.0
/** What both resizing operators share: options, shapes and rules. */
import type { NodeView } from "../../ir/graph.js";
import { shapeText } from "../../ir/shape.js";
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import type { Constraint } from "../definition.js";
import { requireOptions } from "./builtin-enums.js";
import { constantIntegers, inputTensor, outputTensor } from "./operands.js";
import { lengthIs, outputShapeIs, rankBetween } from "./shape-constraints.js";

export interface ResizeAttributes {
  /** The corner pixels of input and output fall on one another. */
  readonly alignCorners: boolean;
  /** Pixels are squares with their centres at halves. */
  readonly halfPixelCenters: boolean;
}

export function readResizeAttributes(
  raw: RawAttributes,
  table: "ResizeNearestNeighborOptions" | "ResizeBilinearOptions",
): ResizeAttributes {
  const { alignCorners, halfPixelCenters } = requireOptions(raw, table);
  return { alignCorners, halfPixelCenters };
}

export interface ResizeGeometry {
  readonly batches: number;
  readonly depth: number;
  readonly inputHeight: number;
  readonly inputWidth: number;
  readonly outputHeight: number;
  readonly outputWidth: number;
}

/** Geometry of NHWC tensors of rank 4. */
export function resizeGeometry(view: NodeView): ResizeGeometry {
  const [batches = 1, inputHeight = 1, inputWidth = 1, depth = 1] = inputTensor(view, 0).shape;
  const [, outputHeight = 1, outputWidth = 1] = outputTensor(view).shape;
  return { batches, depth, inputHeight, inputWidth, outputHeight, outputWidth };
}

export const resizeConstraints: readonly Constraint<unknown>[] = [
  rankBetween(4, 4),
  lengthIs(1, "height and width", () => 2),
  outputShapeIs("the output must have the height and width of input 1 and the input's other extents", (view) => {
    const { shape } = inputTensor(view, 0);
    const size = constantIntegers(view.inputs[1]);
    return shape.length === 4 && size?.length === 2 ? shape.toSpliced(1, 2, ...size) : undefined;
  }),
];

/** Every source index that `indices` gives lies inside the input. */
export function sourcesInside<A>(
  indices: (view: NodeView<A>) => readonly [rows: readonly number[], columns: readonly number[]],
): Constraint<A> {
  return {
    id: "sources-inside",
    says: "rounding must not lead outside the input, as it does in TFLM for extreme factors",
    violation(view) {
      const [rows, columns] = indices(view);
      const { inputHeight, inputWidth } = resizeGeometry(view);
      const fits =
        rows.every((row) => row >= 0 && row < inputHeight) &&
        columns.every((column) => column >= 0 && column < inputWidth);
      if (fits) return undefined;
      return `${shapeText(inputTensor(view, 0).shape)} to ${shapeText(outputTensor(view).shape)}`;
    },
  };
}
