// SPDX-License-Identifier: Apache-2.0
/** A padding of height and width alone, as the windowed operators can take it over. */
import type { NodeView } from "../../ir/graph.js";
import { affineOf, inputTensor, outputTensor } from "./operands.js";
import { paddings, padValue } from "./pad-layout.js";

/** Elements around an NHWC tensor. */
export interface SpatialPadding {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** The padding of an int8 or int16 node that pads height and width with the zero point; undefined for any other. */
export function spatialPadding(view: NodeView): SpatialPadding | undefined {
  const [input, output] = [inputTensor(view, 0), outputTensor(view)];
  const pads = paddings(view);
  if (pads?.length !== 4 || (output.dtype !== "int8" && output.dtype !== "int16")) return undefined;
  const [batches, rows, columns, channels] = pads;
  const untouched = [batches, channels].every((pair) => pair?.[0] === 0 && pair[1] === 0);
  const { scale, zeroPoint } = affineOf(output);
  const same = affineOf(input).scale === scale && affineOf(input).zeroPoint === zeroPoint;
  if (!untouched || !same || padValue(view) !== zeroPoint || rows === undefined || columns === undefined)
    return undefined;
  return { top: rows[0], bottom: rows[1], left: columns[0], right: columns[1] };
}
