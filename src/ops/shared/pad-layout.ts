// SPDX-License-Identifier: Apache-2.0
/** A padding of constant values as rows to copy and gaps to fill. */
import type { NodeView } from "../../ir/graph.js";
import { elementCount } from "../../ir/shape.js";
import { fromBytes } from "../../ir/tensor-data.js";
import { affineOf, constantIntegers, inputTensor, outputTensor } from "./operands.js";

/** One axis after merging; all counts are elements of the output. */
export interface PadAxis {
  /** Blocks that are copied along the axis, or elements for the last one. */
  readonly extent: number;
  readonly before: number;
  readonly after: number;
}

export interface PadLayout {
  /** From the outermost; the last one is a run of elements that is copied as a whole. */
  readonly axes: readonly [...PadAxis[], PadAxis];
}

/** Elements before and after per axis, or undefined when input 1 is not constant. */
export function paddings(view: NodeView): readonly (readonly [number, number])[] | undefined {
  const flat = constantIntegers(view.inputs[1]);
  if (flat === undefined) return undefined;
  return Array.from({ length: Math.floor(flat.length / 2) }, (_, axis) => [
    flat[2 * axis] ?? 0,
    flat[2 * axis + 1] ?? 0,
  ]);
}

/** Axes without padding are merged into the axis outside of them, so most nodes end up with two or three. */
export function padLayout(view: NodeView): PadLayout {
  const input = inputTensor(view, 0).shape;
  const pads = paddings(view) ?? [];
  const axes: PadAxis[] = [];
  let last: PadAxis = { extent: 1, before: 0, after: 0 };
  // Output elements of one step along the current axis.
  let block = 1;
  for (let axis = input.length - 1; axis >= 0; axis--) {
    const extent = input[axis] ?? 1;
    const [before, after] = pads[axis] ?? [0, 0];
    const isRun = axes.length === 0 && last.before === 0 && last.after === 0;
    if (isRun) {
      last = { extent: extent * last.extent, before: before * block, after: after * block };
    } else if (extent > 1 || before > 0 || after > 0) {
      axes.unshift({ extent, before: before * block, after: after * block });
    }
    block *= extent + before + after;
  }
  return { axes: [...axes, last] };
}

/** The stored padding value: input 2 where given, else the output's zero point for int8 and 0 for other types. */
export function padValue(view: NodeView): number {
  const value = view.inputs[2];
  if (value?.storage.kind === "constant") return Number(fromBytes(value, value.storage.data).data[0] ?? 0);
  const output = outputTensor(view);
  return output.dtype === "int8" ? affineOf(output).zeroPoint : 0;
}

/** Padding before the first and after the last copied element, over all axes from `depth` inwards. */
export function gaps({ axes }: PadLayout, depth: number): { readonly lead: number; readonly tail: number } {
  const inner = axes.slice(depth);
  return {
    lead: inner.reduce((sum, { before }) => sum + before, 0),
    tail: inner.reduce((sum, { after }) => sum + after, 0),
  };
}

/**
 * Bytes that the output must start below the input so that a copy in ascending order never overwrites what it has
 * still to read: where the last run goes, minus where it comes from.
 */
export function padDistance(view: NodeView, layout: PadLayout): number {
  const grown = elementCount(outputTensor(view).shape) - elementCount(inputTensor(view, 0).shape);
  return grown - gaps(layout, 0).tail;
}
