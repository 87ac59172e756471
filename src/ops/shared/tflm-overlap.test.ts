// SPDX-License-Identifier: Apache-2.0
/** Replays the loops of TFLM's reference kernels byte by byte: the declared distance is safe, one element less is not. */
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { DType } from "../../ir/dtype.js";
import type { NodeView } from "../../ir/graph.js";
import type { Storage, Tensor } from "../../ir/tensor.js";
import { nodeId, tensorId } from "../../util/branded.js";
import { channelDistance, convDistance, padOverlap, type SweepAxis, type WindowSweep } from "./tflm-overlap.js";

interface Filter {
  readonly height: number;
  readonly width: number;
}

/** Reads and writes of one output element, in the order of the kernel. */
interface Step {
  readonly reads: readonly number[];
  readonly write: number;
}

function windowPixels(sweep: WindowSweep, filter: Filter, [batch, y, x]: readonly [number, number, number]): number[] {
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

/** `kind` "conv" reads all channels of the window for each output, "channel" only the one that it comes from. */
function steps(kind: "conv" | "channel", sweep: WindowSweep, filter: Filter): Step[] {
  const { batches, inputDepth, outputDepth, vertical, horizontal } = sweep;
  const all: Step[] = [];
  for (let batch = 0; batch < batches; batch++) {
    for (let y = 0; y < vertical.output; y++) {
      for (let x = 0; x < horizontal.output; x++) {
        const pixels = windowPixels(sweep, filter, [batch, y, x]);
        for (let channel = 0; channel < outputDepth; channel++) {
          const own = Math.floor(channel / (outputDepth / inputDepth));
          const channels = kind === "conv" ? Array.from({ length: inputDepth }, (_, c) => c) : [own];
          const reads = pixels.flatMap((pixel) => channels.map((c) => pixel * inputDepth + c));
          all.push({ reads, write: all.length });
        }
      }
    }
  }
  return all;
}

/** Whether a write hits an input element that a later step reads, with the output `distance` elements below. */
function corrupts(order: readonly Step[], distance: number): boolean {
  const lastRead = new Map<number, number>();
  order.forEach(({ reads }, time) => {
    for (const element of reads) lastRead.set(element, time);
  });
  return order.some(({ write }, time) => (lastRead.get(write - distance) ?? -1) > time);
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

const sweeps = (depths: fc.Arbitrary<readonly [number, number]>) =>
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

const depth = fc.integer({ min: 1, max: 4 });

describe.each([
  ["convolution", "conv", convDistance, fc.tuple(depth, depth)],
  ["depthwise convolution", "channel", channelDistance, fc.tuple(depth, depth).map(([a, b]) => [a, a * b] as const)],
] as const)("%s", (_, kind, distanceOf, depths) => {
  it("does not write what it still reads at the declared distance", () => {
    fc.assert(
      fc.property(sweeps(depths), ({ sweep, filter }) => {
        const order = steps(kind, sweep, filter);
        const distance = distanceOf(sweep);
        fc.pre(Number.isFinite(distance));
        expect(corrupts(order, distance)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it("does so one element closer, wherever every pixel of the input is read", () => {
    fc.assert(
      fc.property(sweeps(depths), ({ sweep, filter }) => {
        // A window that leaves pixels out reads less than the rule assumes.
        const dense = [sweep.vertical, sweep.horizontal].every(({ stride }) => stride === 1);
        const distance = distanceOf(sweep);
        const { vertical, horizontal, batches, inputDepth, outputDepth } = sweep;
        // The output never ends behind the input, although nothing is left to read by then.
        const ends =
          batches *
          (vertical.output * horizontal.output * outputDepth - vertical.input * horizontal.input * inputDepth);
        fc.pre(dense && distance > ends);
        expect(corrupts(steps(kind, sweep, filter), distance - 1)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

test("padding is ahead of its input by what lies before the last element, and by nothing less", () => {
  const shape = [1, 2, 3, 2];
  const padded = [1, 4, 4, 2];
  const view = padView(shape, padded, [0, 0, 1, 1, 1, 0, 0, 0]);
  const distance = padOverlap(view)[0]?.outputBelow ?? 0;
  // In the order of the kernel: an output element of the padding reads nothing.
  let next = 0;
  const order = Array.from({ length: 32 }, (_, write) => {
    const [row, column] = [Math.floor(write / 8), Math.floor(write / 2) % 4];
    const inside = row >= 1 && row <= 2 && column >= 1;
    return { write, reads: inside ? [next++] : [] };
  });
  expect(next).toBe(12);
  expect(corrupts(order, distance)).toBe(false);
  expect(corrupts(order, distance - 1)).toBe(true);
});

function padView(input: readonly number[], output: readonly number[], pads: readonly number[]): NodeView {
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
