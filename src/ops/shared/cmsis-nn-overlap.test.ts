// SPDX-License-Identifier: Apache-2.0
/** Replays the loops of CMSIS-NN's kernels: the declared distance is safe, and one element less is not. */
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
import { ARM_EABI } from "../struct-layout.js";
import type { TflmTarget } from "../tflm-memory.js";
import {
  averagePoolOverlap,
  convolutionOverlap,
  depthwiseOverlap,
  elementwisePairOverlap,
  maxPoolOverlap,
  padCopiesOverlap,
  wholePixelDistance,
} from "./cmsis-nn-overlap.js";
import type { ConvGeometry } from "./conv-geometry.js";
import type { PoolGeometry } from "./pool-geometry.js";
import { channelDistance, type WindowSweep } from "./tflm-overlap.js";

const DSP: TflmTarget = { kernels: "cmsis-nn", isa: ["arm-dsp", "scalar"], abi: ARM_EABI };
const PLAIN: TflmTarget = { ...DSP, isa: ["scalar"] };
const MVE: TflmTarget = { ...DSP, isa: ["arm-mve", "arm-dsp", "scalar"] };
const INT8 = ["int8", "int8"] as const;

function geometryOf(sweep: WindowSweep, { height, width }: Filter): ConvGeometry {
  const { batches, inputDepth, outputDepth, vertical, horizontal } = sweep;
  return {
    ...{ batches, inputDepth, outputDepth, kernelHeight: height, kernelWidth: width, groups: 1 },
    ...{ inputHeight: vertical.input, outputHeight: vertical.output, strideHeight: vertical.stride },
    ...{ inputWidth: horizontal.input, outputWidth: horizontal.output, strideWidth: horizontal.stride },
    ...{ padTop: vertical.pad, padLeft: horizontal.pad, dilationHeight: 1, dilationWidth: 1 },
  };
}

function poolOf({ batches, inputDepth, vertical, horizontal }: WindowSweep, filter: Filter): PoolGeometry {
  return {
    ...{ batches, channels: inputDepth },
    vertical: { ...vertical, filter: filter.height },
    horizontal: { ...horizontal, filter: filter.width },
  };
}

/** Elements of whole pixels. */
const elements = (pixels: readonly number[], depth: number): number[] =>
  pixels.flatMap((pixel) => Array.from({ length: depth }, (_, channel) => pixel * depth + channel));

/** Calls `visit` with the window of every output pixel of a batch, batch by batch. */
function windows(sweep: WindowSweep, filter: Filter): number[][][] {
  const { vertical, horizontal } = sweep;
  return Array.from({ length: sweep.batches }, (_, batch) =>
    Array.from({ length: vertical.output * horizontal.output }, (__, pixel) =>
      windowPixels(sweep, filter, [batch, Math.floor(pixel / horizontal.output), pixel % horizontal.output]),
    ),
  );
}

/** Copies so many windows, then writes their pixels. */
function copied(sweep: WindowSweep, filter: Filter, atATime: number): Step[] {
  const { inputDepth, outputDepth } = sweep;
  let next = 0;
  return windows(sweep, filter).flatMap((batch) =>
    Array.from({ length: Math.ceil(batch.length / atATime) }, (_, group): Step => {
      const pixels = batch.slice(group * atATime, (group + 1) * atATime);
      const own = pixels.map(() => next++);
      return { reads: elements(pixels.flat(), inputDepth), writes: elements(own, outputDepth) };
    }),
  );
}

/** arm_depthwise_conv_3x3_s8: four channels at a time, the last ones singly. */
function fourChannels(sweep: WindowSweep, filter: Filter): Step[] {
  const depth = sweep.inputDepth;
  const starts: number[] = [];
  for (let start = 0; start < depth; start += start + 4 <= depth ? 4 : 1) starts.push(start);
  return windows(sweep, filter)
    .flat()
    .flatMap((window, pixel) =>
      starts.map((start, i): Step => {
        const channels = Array.from({ length: (starts[i + 1] ?? depth) - start }, (_, c) => start + c);
        const at = (one: number): number[] => channels.map((channel) => one * depth + channel);
        return { reads: window.flatMap(at), writes: at(pixel) };
      }),
    );
}

/** arm_max_pool_s8: what memcpy copies must still be whole when it ends, like the pixels that follow. */
function maximum(sweep: WindowSweep, filter: Filter): Step[] {
  const depth = sweep.inputDepth;
  return windows(sweep, filter)
    .flat()
    .flatMap((window, pixel): Step[] => [
      { reads: [], writes: elements([pixel], depth) },
      { reads: elements(window, depth), writes: [] },
    ]);
}

/** arm_convolve_1x1_s8: in each row all pixels for one output channel, then for the next. */
function rows(sweep: WindowSweep): Step[] {
  const { vertical, horizontal, inputDepth, outputDepth } = sweep;
  const all = windows(sweep, { height: 1, width: 1 }).flat();
  return Array.from({ length: sweep.batches * vertical.output }, (_, row) => row).flatMap((row) =>
    Array.from({ length: outputDepth }, (_, channel) => channel).flatMap((channel) =>
      Array.from({ length: horizontal.output }, (_, x): Step => {
        const pixel = row * horizontal.output + x;
        return { reads: elements(all[pixel] ?? [], inputDepth), writes: [pixel * outputDepth + channel] };
      }),
    ),
  );
}

const depth = fc.integer({ min: 1, max: 6 });
const equal = depth.map((one) => [one, one] as const);

const below = (overlaps: readonly { readonly outputBelow?: number }[]): number => overlaps[0]?.outputBelow ?? NaN;

interface Kernel {
  readonly name: string;
  readonly depths: fc.Arbitrary<readonly [number, number]>;
  readonly declared: (sweep: WindowSweep, filter: Filter) => number;
  readonly steps: (sweep: WindowSweep, filter: Filter) => Step[];
}

const kernels: readonly Kernel[] = [
  {
    name: "convolution with two windows at a time",
    depths: fc.tuple(depth, depth),
    declared: (sweep, filter) => below(convolutionOverlap(geometryOf(sweep, filter), INT8, DSP)),
    steps: (sweep, filter) => copied(sweep, filter, 2),
  },
  {
    name: "depthwise convolution with the DSP extension",
    depths: equal,
    declared: (sweep, filter) => below(depthwiseOverlap(geometryOf(sweep, filter), INT8, DSP)),
    steps: (sweep, filter) =>
      filter.height === 3 && filter.width === 3 ? fourChannels(sweep, filter) : copied(sweep, filter, 1),
  },
  {
    name: "average over windows with the DSP extension",
    depths: equal,
    declared: (sweep, filter) => below(averagePoolOverlap(poolOf(sweep, filter), INT8, DSP)),
    steps: (sweep, filter) => copied(sweep, filter, 1),
  },
  {
    name: "maximum over windows",
    depths: equal,
    declared: (sweep, filter) => below(maxPoolOverlap(poolOf(sweep, filter), INT8, DSP)),
    steps: maximum,
  },
];

/** Strided 1×1 kernels are none of `copied`, nor are those of batches that the wrapper sends elsewhere. */
const isReplayed = ({ name }: Kernel, sweep: WindowSweep, { height, width }: Filter): boolean => {
  if (name.startsWith("depthwise")) return sweep.batches === 1;
  return !name.startsWith("convolution") || height * width > 1;
};

describe.each(kernels)("$name", (kernel) => {
  const { depths, declared, steps } = kernel;

  it("does not write what it still reads at the declared distance", () => {
    fc.assert(
      fc.property(sweeps(depths), ({ sweep, filter }) => {
        fc.pre(isReplayed(kernel, sweep, filter));
        const distance = declared(sweep, filter);
        expect(corrupts(steps(sweep, filter), distance)).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it("does so one element closer, wherever every pixel of the input is read", () => {
    fc.assert(
      fc.property(sweeps(depths), ({ sweep, filter }) => {
        fc.pre(isReplayed(kernel, sweep, filter));
        const { vertical, horizontal, batches, inputDepth, outputDepth } = sweep;
        const distance = declared(sweep, filter);
        const ends =
          batches *
          (vertical.output * horizontal.output * outputDepth - vertical.input * horizontal.input * inputDepth);
        // With a single block of four channels nothing is read behind it, which the rule does not use.
        fc.pre(!kernel.name.startsWith("depthwise") || inputDepth !== 4);
        fc.pre([vertical, horizontal].every(({ stride }) => stride === 1) && distance > ends);
        expect(corrupts(steps(sweep, filter), distance - 1)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

test("a strided 1x1 convolution may write a row before the next one", () => {
  fc.assert(
    fc.property(sweeps(fc.tuple(depth, depth)), ({ sweep }) => {
      const one = { height: 1, width: 1 };
      const unpadded = (axis: WindowSweep["vertical"]): WindowSweep["vertical"] => ({
        ...axis,
        pad: 0,
        output: Math.ceil(axis.input / axis.stride),
      });
      const strided = { ...sweep, vertical: unpadded(sweep.vertical), horizontal: unpadded(sweep.horizontal) };
      fc.pre(strided.vertical.stride > 1 || strided.horizontal.stride > 1);
      const distance = below(convolutionOverlap(geometryOf(strided, one), INT8, DSP));
      expect(corrupts(rows(strided), distance)).toBe(false);
    }),
    { numRuns: 200 },
  );
});

test("kernels and types of which nothing is known declare nothing", () => {
  const line = { input: 5, output: 5, stride: 1, pad: 0 };
  const sweep = { batches: 1, inputDepth: 4, outputDepth: 4, vertical: line, horizontal: line };
  const pointwise = geometryOf(sweep, { height: 1, width: 1 });
  const window = { ...geometryOf(sweep, { height: 3, width: 3 }), padTop: 1, padLeft: 1 };
  expect(convolutionOverlap(pointwise, INT8, DSP)).toEqual([]);
  expect(convolutionOverlap({ ...window, groups: 2 }, INT8, DSP)).toEqual([]);
  expect(convolutionOverlap(window, ["int8", "int4"], DSP)).toEqual([]);
  expect(convolutionOverlap(window, ["int16", "int8"], DSP)).toEqual([]);
  expect(convolutionOverlap(window, INT8, DSP)).toHaveLength(1);
  for (const overlap of [convolutionOverlap, depthwiseOverlap]) expect(overlap(window, INT8, MVE)).toEqual([]);
  const view = padView([1, 2, 3, 2], [1, 4, 4, 2], [0, 0, 1, 1, 1, 0, 0, 0]);
  expect(padCopiesOverlap(view, MVE)).toEqual([]);
  expect(elementwisePairOverlap(view, MVE)).toEqual([]);
});

test("without the DSP extension windows are read channel by channel", () => {
  const line = { input: 9, output: 9, stride: 1, pad: 2 };
  const sweep = { batches: 1, inputDepth: 8, outputDepth: 8, vertical: line, horizontal: line };
  const geometry = geometryOf(sweep, { height: 5, width: 5 });
  expect(below(depthwiseOverlap(geometry, INT8, PLAIN))).toBe(channelDistance(sweep));
  expect(below(depthwiseOverlap(geometry, INT8, DSP))).toBe(wholePixelDistance(sweep));
});

test("padding copies whole rows, each of which must be read before it is written", () => {
  const view = padView([1, 2, 3, 2], [1, 4, 4, 2], [0, 0, 1, 1, 1, 0, 0, 0]);
  const distance = below(padCopiesOverlap(view, DSP));
  const order = [0, 1].flatMap((row): Step[] => {
    const source = Array.from({ length: 6 }, (_, i) => row * 6 + i);
    const start = (row + 1) * 8;
    const copy = source.map((_, i) => start + 2 + i);
    const ahead = row === 0 ? Array.from({ length: 10 }, (_, i) => i) : [start, start + 1];
    return [
      { reads: [], writes: [...ahead, ...copy] },
      { reads: source, writes: [] },
    ];
  });
  expect(corrupts(order, distance)).toBe(false);
  expect(corrupts(order, distance - 1)).toBe(true);
});
