// SPDX-License-Identifier: Apache-2.0
/** Where the tensors of one case lie in the test arena: apart with guards between, or overlapping by a given distance. */
import { byteSize, type Tensor } from "../../src/ir/tensor.js";
import type { NodeView } from "../../src/ir/graph.js";
import type { NodeMemory } from "../../src/ops/node-memory.js";
import { alignUp } from "../../src/util/align.js";
import type { Bytes, TensorId } from "../../src/util/branded.js";

export interface Layout {
  /** Arena tensors by id, bytes from the start of the case's own region. */
  readonly offsets: ReadonlyMap<TensorId, Bytes>;
  readonly scratch: readonly Bytes[];
  /** Ranges that nothing may touch while the node runs. */
  readonly guards: readonly { readonly start: Bytes; readonly end: Bytes }[];
  /** Size of the region, a multiple of 16. */
  readonly bytes: Bytes;
}

export interface Overlap {
  readonly input: number;
  readonly output: number;
  /** offset(output) − offset(input). */
  readonly distance: number;
}

const ALIGNMENT: Bytes = 16;
const GUARD: Bytes = 48;

/** Lays every tensor and scratch buffer out by itself, except for the pair of `overlap`. */
export function layOut(view: NodeView, memory: NodeMemory, overlap?: Overlap): Layout {
  const offsets = new Map<TensorId, Bytes>();
  const guards: { start: Bytes; end: Bytes }[] = [];
  let end = 0;
  // Alignments beyond 16 bytes are a matter of the arena's start; no kernel asks for them so far.
  const place = (size: Bytes): Bytes => {
    const start = alignUp(end + GUARD, ALIGNMENT);
    guards.push({ start: end, end: start });
    end = start + size;
    return start;
  };
  const pair = overlap === undefined ? [] : [view.inputs[overlap.input], view.outputs[overlap.output]];
  for (const tensor of arenaTensors(view)) {
    if (!pair.includes(tensor)) offsets.set(tensor.id, place(byteSize(tensor)));
  }
  const scratch = memory.scratch.map(({ size }) => place(size));
  const [input, output] = pair;
  if (overlap !== undefined && input !== undefined && output !== undefined) {
    const { distance } = overlap;
    const low = Math.min(0, distance);
    const high = Math.max(byteSize(input), distance + byteSize(output));
    // The common region starts aligned; within it the distance decides.
    const start = place(high - low);
    offsets.set(input.id, start - low);
    offsets.set(output.id, start - low + distance);
  }
  const bytes = alignUp(end + GUARD, ALIGNMENT);
  guards.push({ start: end, end: bytes });
  return { offsets, scratch, guards, bytes };
}

function arenaTensors(view: NodeView): readonly Tensor[] {
  const tensors = [...view.inputs, ...view.outputs].filter((tensor) => tensor?.storage.kind === "arena");
  return [...new Set(tensors)] as Tensor[];
}
