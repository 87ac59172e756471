// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lineLayout, depthwiseLanes, SUM_LANES, tapGroups } from "./mve-depthwise-layout.js";
import { convGeometry } from "./conv-geometry.js";
import type { Convolution } from "./convolution.js";
import { blockLanes, mveWeights } from "./mve-weights.js";

const weight = fc.oneof(fc.integer({ min: -128, max: 127 }), fc.constantFrom(-128, -127, 127));

describe("weights by blocks of four channels", () => {
  it("give the sums of all channels, whatever lies behind the inputs", () => {
    const layers = fc
      .record({ channels: fc.integer({ min: 1, max: 9 }), taps: fc.integer({ min: 1, max: 40 }) })
      .chain(({ channels, taps }) =>
        fc.record({
          channels: fc.constant(channels),
          taps: fc.constant(taps),
          filter: fc.array(weight, { minLength: channels * taps, maxLength: channels * taps }),
          input: fc.array(weight, { minLength: 48, maxLength: 48 }),
        }),
      );
    fc.assert(
      fc.property(layers, ({ channels, taps, filter, input }) => {
        const words = mveWeights(filter, channels, taps);
        const vectors = Math.ceil(taps / 16);
        const lanes = blockLanes(channels);
        expect(words.length).toBe(lanes.length * vectors * 16);
        lanes.forEach((channel, place) => {
          let sum = 0;
          for (let vector = 0; vector < vectors; vector++) {
            const row = (Math.floor(place / 4) * vectors + vector) * 4 + (place % 4);
            for (let lane = 0; lane < 16; lane++)
              sum += (words[row * 16 + lane] ?? NaN) * (input[vector * 16 + lane] ?? NaN);
          }
          const own = channel < 0 ? [] : filter.slice(channel * taps, (channel + 1) * taps);
          expect(sum).toBe(own.reduce((total, value, tap) => total + value * (input[tap] ?? NaN), 0));
        });
      }),
    );
  });
});

const depthwise = (height: number, width: number, channels: number, filter: readonly number[]): Convolution => ({
  geometry: convGeometry({
    input: [1, 6, 6, channels],
    output: [1, 6, 6, channels],
    kernelHeight: height,
    kernelWidth: width,
    groups: channels,
    window: { padding: "SAME", strideHeight: 1, strideWidth: 1, dilationHeight: 1, dilationWidth: 1 },
  }),
  quantization: { inputZeroPoint: 0, outputZeroPoint: 0, min: -128, max: 127, multipliers: [] },
  element: "int8",
  filter: Int8Array.from(filter),
  bias: undefined,
  accumulator: "int32",
});

describe("groups of taps", () => {
  it("hold every tap once, in order, and no sum of products exceeds 16 bits", () => {
    const layers = fc
      .record({ taps: fc.integer({ min: 1, max: 9 }), channels: fc.integer({ min: 1, max: 4 }) })
      .chain(({ taps, channels }) =>
        fc.record({
          taps: fc.constant(taps),
          channels: fc.constant(channels),
          filter: fc.array(fc.oneof(weight, fc.integer({ min: -30, max: 30 })), {
            minLength: taps * channels,
            maxLength: taps * channels,
          }),
        }),
      );
    fc.assert(
      fc.property(layers, ({ taps, channels, filter }) => {
        const groups = tapGroups(depthwise(1, taps, channels, filter));
        expect(groups.flat()).toEqual(Array.from({ length: taps }, (_, tap) => tap));
        for (const group of groups) {
          for (let channel = 0; channel < channels; channel++) {
            const weights = group.map((tap) => filter[channel * taps + tap] ?? NaN);
            // The inputs that make the sum largest and smallest.
            const high = weights.reduce((sum, w) => sum + w * (w > 0 ? 127 : -128), 0);
            const low = weights.reduce((sum, w) => sum + w * (w > 0 ? -128 : 127), 0);
            expect(high).toBeLessThanOrEqual(32767);
            expect(low).toBeGreaterThanOrEqual(-32768);
          }
        }
      }),
    );
  });

  it("are long where the weights are small, and end where they are not", () => {
    expect(tapGroups(depthwise(1, 4, 1, [10, 10, -10, 10]))).toEqual([[0, 1, 2, 3]]);
    expect(tapGroups(depthwise(1, 3, 1, [-128, -128, 1]))).toEqual([[0], [1, 2]]);
    expect(tapGroups(depthwise(1, 2, 1, [127, -128]))).toEqual([[0, 1]]);
    expect(tapGroups(depthwise(1, 2, 2, [1, 1, -128, -128]))).toEqual([[0], [1]]);
  });
});

describe("lanes of depthwise layers", () => {
  it.each([1, 3, 8, 15, 16, 19, 32, 40])("store each of %d channels, and others never", (channels) => {
    const layout = lineLayout(depthwise(3, 3, channels, []).geometry);
    expect(layout).toBeDefined();
    if (layout === undefined) return;
    const blocks = depthwiseLanes(layout, channels);
    expect(blocks.length).toBe(layout.flat ? 1 : layout.blocks);
    expect(new Set(blocks.flat().filter((channel) => channel >= 0)).size).toBe(channels);
    if (layout.flat) expect(blocks[0]).toEqual(Array.from({ length: 16 }, (_, lane) => lane % channels));
    expect([...SUM_LANES].sort((a, b) => a - b)).toEqual(Array.from({ length: 16 }, (_, lane) => lane));
  });
});
