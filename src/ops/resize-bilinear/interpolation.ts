// SPDX-License-Identifier: Apache-2.0
/** Between which input pixels each output pixel lies, along one axis (ComputeInterpolationValues[Integer] of TFLM). */
import type { NodeView } from "../../ir/graph.js";
import { inputTensor } from "../shared/operands.js";
import { type ResizeAttributes, resizeGeometry } from "../shared/resize.js";

/** One output position: two input positions and the share of the second one. */
export interface Interpolation {
  readonly lower: number;
  readonly upper: number;
  /** In 1/1024 for integers, a float32 otherwise; outside the input both positions are equal and it has no effect. */
  readonly fraction: number;
}

export interface Interpolations {
  readonly rows: readonly Interpolation[];
  readonly columns: readonly Interpolation[];
}

const UNIT = 1 << 10;

/** Integer positions in 1/1024 of a pixel; all divisions truncate. */
function integerAxis(input: number, output: number, attributes: ResizeAttributes): Interpolation[] {
  const corners = attributes.alignCorners && output > 1;
  const [whole, parts] = corners ? [input - 1, output - 1] : [input, output];
  const scale = Math.trunc((UNIT * whole + Math.trunc(parts / 2)) / parts);
  return Array.from({ length: output }, (_, position) => {
    const scaled = position * scale + (attributes.halfPixelCenters ? Math.trunc(scale / 2) - (UNIT >> 1) : 0);
    const lower = Math.max(Math.trunc(scaled / UNIT), 0);
    const upper = Math.min(Math.trunc((scaled + UNIT - 1) / UNIT), input - 1);
    return { lower, upper, fraction: scaled - UNIT * lower };
  });
}

function floatAxis(input: number, output: number, attributes: ResizeAttributes): Interpolation[] {
  const corners = attributes.alignCorners && output > 1;
  const scale = Math.fround(corners ? (input - 1) / (output - 1) : input / output);
  return Array.from({ length: output }, (_, position) => {
    const scaled = attributes.halfPixelCenters
      ? Math.fround(Math.fround(Math.fround(position + 0.5) * scale) - 0.5)
      : Math.fround(position * scale);
    const lower = Math.max(Math.floor(scaled), 0);
    const upper = Math.min(Math.ceil(scaled), input - 1);
    return { lower, upper, fraction: Math.fround(scaled - lower) };
  });
}

export function interpolations(view: NodeView<ResizeAttributes>): Interpolations {
  const { inputHeight, inputWidth, outputHeight, outputWidth } = resizeGeometry(view);
  const { attributes } = view.node;
  const axis = inputTensor(view, 0).dtype === "float32" ? floatAxis : integerAxis;
  return { rows: axis(inputHeight, outputHeight, attributes), columns: axis(inputWidth, outputWidth, attributes) };
}

/** All input rows and columns that are read. */
export function bilinearSources(
  view: NodeView<ResizeAttributes>,
): readonly [rows: readonly number[], columns: readonly number[]] {
  const { rows, columns } = interpolations(view);
  const both = (axis: readonly Interpolation[]): number[] => axis.flatMap(({ lower, upper }) => [lower, upper]);
  return [both(rows), both(columns)];
}
