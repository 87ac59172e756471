// SPDX-License-Identifier: Apache-2.0
/** Replays of what kernels read and write while they go over an image, to find how close the output may come. */
import fc from "fast-check";
import type { DType } from "../../src/ir/dtype.js";
import type { NodeView } from "../../src/ir/graph.js";
import type { Storage, Tensor } from "../../src/ir/tensor.js";
import type { SweepAxis, WindowSweep } from "../../src/ops/shared/tflm-overlap.js";
import { nodeId, tensorId } from "../../src/util/branded.js";

export interface Filter {
  readonly height: number;
  readonly width: number;
}

/** Input elements that are read, then output elements that are written; steps follow in the order of the kernel. */
export interface Step {
  readonly reads: readonly number[];
  readonly writes: readonly number[];
}

/** Input pixels inside the image under one output pixel. */
export function windowPixels(
  sweep: WindowSweep,
  filter: Filter,
  [batch, y, x]: readonly [number, number, number],
): number[] {
  const { vertical, horizontal } = sweep;
  const pixels: number[] = [];
  for (let dy = 0; dy < filter.height; dy++) {
    for (let dx = 0; dx < filter.width; dx++) {
      const row = y * vertical.stride - vertical.pad + dy;
      const column = x * horizontal.stride - horizontal.pad + dx;
      const inside = row >= 0 && row < vertical.input && column >= 0 && column < horizontal.input;
      if (inside) pixels.push((batch * vertical.input + row) * horizontal.input + column);
    }
  }
  return pixels;
}

/** Whether a write hits an input element that a later step reads, with the output `distance` elements below. */
export function corrupts(order: readonly Step[], distance: number): boolean {
  const lastRead = new Map<number, number>();
  order.forEach(({ reads }, time) => {
    for (const element of reads) lastRead.set(element, time);
  });
  return order.some(({ writes }, time) => writes.some((write) => (lastRead.get(write - distance) ?? -1) > time));
}

const axis = (filter: number): fc.Arbitrary<SweepAxis> =>
  fc
    .record({ input: fc.integer({ min: filter, max: 7 }), stride: fc.integer({ min: 1, max: 3 }), pad: fc.boolean() })
    .map(({ input, stride, pad }) => {
      const same = Math.ceil(input / stride);
      const total = Math.max(0, (same - 1) * stride + filter - input);
      return pad
        ? { input, stride, output: same, pad: Math.floor(total / 2) }
        : { input, stride, output: Math.floor((input - filter) / stride) + 1, pad: 0 };
    });

export const sweeps = (
  depths: fc.Arbitrary<readonly [number, number]>,
): fc.Arbitrary<{ readonly filter: Filter; readonly sweep: WindowSweep }> =>
  fc
    .record({ height: fc.integer({ min: 1, max: 4 }), width: fc.integer({ min: 1, max: 4 }) })
    .chain((filter) =>
      fc.record({
        filter: fc.constant(filter),
        batches: fc.integer({ min: 1, max: 2 }),
        depths,
        vertical: axis(filter.height),
        horizontal: axis(filter.width),
      }),
    )
    .map(({ filter, batches, depths: [inputDepth, outputDepth], vertical, horizontal }) => ({
      filter,
      sweep: { batches, inputDepth, outputDepth, vertical, horizontal },
    }));

/** A PAD of four dimensions with constant paddings: before and after for each of them. */
export function padView(input: readonly number[], output: readonly number[], pads: readonly number[]): NodeView {
  const tensor = (id: number, dtype: DType, shape: readonly number[], storage: Storage): Tensor => ({
    ...{ id: tensorId(id), name: "", dtype, shape, storage },
  });
  const data = new Uint8Array(Int32Array.from(pads).buffer);
  const origin = { subgraph: 0, index: 0 };
  const ids = [tensorId(0), tensorId(1)];
  return {
    node: { id: nodeId(0), op: "PAD", version: 1, attributes: {}, inputs: ids, outputs: [], intermediates: [], origin },
    inputs: [tensor(0, "int8", input, { kind: "arena" }), tensor(1, "int32", [4, 2], { kind: "constant", data })],
    outputs: [tensor(2, "int8", output, { kind: "arena" })],
    intermediates: [],
  };
}
