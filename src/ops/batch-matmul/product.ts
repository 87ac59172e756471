// SPDX-License-Identifier: Apache-2.0
/** Sizes, strides and scaling of a batch of matrix products. */
import type { NodeView } from "../../ir/graph.js";
import type { Shape } from "../../ir/shape.js";
import { quantizeMultiplier, type QuantizedMultiplier } from "../../quant/multiplier.js";
import { broadcastNest, broadcastShapes, type NestLoop } from "../shared/broadcast-nest.js";
import { affineOf, inputTensor, outputTensor } from "../shared/operands.js";
import type { BatchMatmulAttributes } from "./attributes.js";

/** Element strides of one matrix; `outer` is that of rows in input 0 and of columns in input 1. */
export interface MatrixStrides {
  readonly outer: number;
  readonly depth: number;
}

export interface MatrixProduct {
  readonly rows: number;
  readonly columns: number;
  /** Products that make up one sum. */
  readonly depth: number;
  readonly strides: readonly [MatrixStrides, MatrixStrides];
  /** Loops over the matrices; strides are elements of the inputs. */
  readonly batches: readonly NestLoop[];
  readonly zeroPoints: readonly [number, number];
  readonly factor: QuantizedMultiplier;
  readonly outputZeroPoint: number;
}

interface Sizes {
  readonly rows: number;
  readonly columns: number;
  readonly depths: readonly [number, number];
  readonly batches: readonly [Shape, Shape];
}

export function sizesOf(view: NodeView<BatchMatmulAttributes>): Sizes {
  const { transposeFirst, transposeSecond } = view.node.attributes;
  const [first, second] = [inputTensor(view, 0).shape, inputTensor(view, 1).shape];
  const at = (shape: Shape, fromEnd: number): number => shape[shape.length - fromEnd] ?? 1;
  return {
    rows: at(first, transposeFirst ? 1 : 2),
    columns: at(second, transposeSecond ? 2 : 1),
    depths: [at(first, transposeFirst ? 2 : 1), at(second, transposeSecond ? 1 : 2)],
    batches: [first.slice(0, -2), second.slice(0, -2)],
  };
}

/** Shape of the output, or undefined when the inputs do not fit together. */
export function productShape(view: NodeView<BatchMatmulAttributes>): Shape | undefined {
  const { rows, columns, depths, batches } = sizesOf(view);
  const shape = broadcastShapes(batches);
  return shape === undefined || depths[0] !== depths[1] ? undefined : [...shape, rows, columns];
}

/** The product of the input scales is a float32 (tflite::GetQuantizedConvolutionMultipler). */
export function realFactor(view: NodeView): number {
  const [first, second] = [affineOf(inputTensor(view, 0)), affineOf(inputTensor(view, 1))];
  return Math.fround(first.scale * second.scale) / affineOf(outputTensor(view)).scale;
}

export function matrixProduct(view: NodeView<BatchMatmulAttributes>): MatrixProduct {
  const { transposeFirst, transposeSecond } = view.node.attributes;
  const { rows, columns, depths, batches } = sizesOf(view);
  const [depth] = depths;
  const sizes = [rows * depth, columns * depth];
  return {
    rows,
    columns,
    depth,
    strides: [
      transposeFirst ? { outer: 1, depth: rows } : { outer: depth, depth: 1 },
      transposeSecond ? { outer: depth, depth: 1 } : { outer: 1, depth: columns },
    ],
    batches: broadcastNest(batches, broadcastShapes(batches) ?? []).map(({ extent, strides }) => ({
      extent,
      strides: strides.map((stride, i) => stride * (sizes[i] ?? 0)),
    })),
    zeroPoints: [affineOf(inputTensor(view, 0)).zeroPoint, affineOf(inputTensor(view, 1)).zeroPoint],
    factor: quantizeMultiplier(realFactor(view)),
    outputZeroPoint: affineOf(outputTensor(view)).zeroPoint,
  };
}
