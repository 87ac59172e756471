// SPDX-License-Identifier: Apache-2.0
/** Replays the loops of TFLM's reference kernels byte by byte: the declared distance is safe, one element less is not. */
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import {
  corrupts,
  type Filter,
  padView,
  type Step,
  sweeps,
  windowPixels,
} from "../../../test/support/window-replay.js";
import { channelDistance, convDistance, padOverlap, type WindowSweep } from "./tflm-overlap.js";

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
          all.push({ reads, writes: [all.length] });
        }
      }
    }
  }
  return all;
}

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
    return { writes: [write], reads: inside ? [next++] : [] };
  });
  expect(next).toBe(12);
  expect(corrupts(order, distance)).toBe(false);
  expect(corrupts(order, distance - 1)).toBe(true);
});
