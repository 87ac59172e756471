// SPDX-License-Identifier: Apache-2.0
/** Overlap of the convolution kernels, by replaying the bytes that they read and write in their order. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { convGeometries } from "../../../test/support/conv-arbitraries.js";
import type { Tensor } from "../../ir/tensor.js";
import { tensorId } from "../../util/branded.js";
import type { ConvGeometry } from "./conv-geometry.js";
import { type PixelOrder, pixelOrder, pixelOverlap, type PixelRule, windowOverlap } from "./conv-overlap.js";

const tensor = (dtype: "int8" | "int16"): Tensor => ({
  id: tensorId(0),
  name: "",
  shape: [],
  dtype,
  storage: { kind: "arena" },
});

// The input pixels inside the window of an output pixel.
function windowOf(g: ConvGeometry, pixel: number): number[] {
  const plane = g.outputHeight * g.outputWidth;
  const batch = Math.floor(pixel / plane);
  const y = Math.floor((pixel % plane) / g.outputWidth);
  const x = pixel % g.outputWidth;
  const pixels: number[] = [];
  for (let ky = 0; ky < g.kernelHeight; ky++) {
    for (let kx = 0; kx < g.kernelWidth; kx++) {
      const row = y * g.strideHeight - g.padTop + ky * g.dilationHeight;
      const column = x * g.strideWidth - g.padLeft + kx * g.dilationWidth;
      if (row < 0 || row >= g.inputHeight || column < 0 || column >= g.inputWidth) continue;
      pixels.push((batch * g.inputHeight + row) * g.inputWidth + column);
    }
  }
  return pixels;
}

interface Access {
  readonly kind: "read" | "write";
  /** Element index in the input or the output. */
  readonly element: number;
}

/** Pairs start at any pixel, as the edges of an image decide: `starts` says where single pixels come before. */
interface Replay {
  readonly rule: PixelRule;
  readonly order: PixelOrder;
  readonly starts: readonly boolean[];
}

// In the order of the kernel; the first of each group is where it begins.
function* groupsOfPixels({ rule, order, starts }: Replay): Generator<number[]> {
  const { batches, outputHeight, outputWidth } = rule.geometry;
  const count = batches * outputHeight * outputWidth;
  const pixel = (position: number): number => (order.reverse ? count - 1 - position : position);
  for (let position = 0, i = 0; position < count; i++) {
    const alone = (starts[i % starts.length] ?? false) || position + 1 === count;
    yield alone ? [pixel(position)] : [pixel(position), pixel(position + 1)];
    position += alone ? 1 : 2;
  }
}

// Blocks of two channels: small enough for the shapes of the property to have several.
const BLOCK = 2;

function* replay(run: Replay): Generator<Access> {
  const { geometry: g, writes } = run.rule;
  const { held } = run.order;
  for (const group of groupsOfPixels(run)) {
    const later: Access[] = [];
    const [begin = 0] = group;
    const holds = held !== undefined && begin >= held.from && begin < held.to;
    const size = writes === "channel" ? 1 : BLOCK;
    for (let first = 0; first < g.outputDepth; first += size) {
      for (const pixel of group) {
        for (const read of windowOf(g, pixel)) {
          if (writes === "channel") yield { kind: "read", element: read * g.inputDepth + first };
          else for (let c = 0; c < g.inputDepth; c++) yield { kind: "read", element: read * g.inputDepth + c };
        }
      }
      for (let c = first; c < Math.min(first + size, g.outputDepth); c++) {
        for (const pixel of group) {
          const write = { kind: "write", element: pixel * g.outputDepth + c } as const;
          if (holds) later.push(write);
          else yield write;
        }
      }
    }
    yield* later;
  }
}

// True when no input byte is read after an output byte was written over it; `distance` is output − input in bytes.
function isSafe(accesses: Iterable<Access>, width: number, distance: number): boolean {
  const overwritten = new Set<number>();
  for (const { kind, element } of accesses) {
    for (let byte = 0; byte < width; byte++) {
      if (kind === "write") overwritten.add(element * width + byte + distance);
      else if (overwritten.has(element * width + byte)) return false;
    }
  }
  return true;
}

const dtypes = fc.constantFrom("int8" as const, "int16" as const);
const startsOfPairs = fc.array(fc.boolean(), { minLength: 1, maxLength: 5 });
const KERNELS = [
  { name: "blocks of channels", writes: "block", mayHold: false },
  { name: "blocks of channels, held back", writes: "block", mayHold: true },
  { name: "channel by channel", writes: "channel", mayHold: false },
  { name: "channel by channel, held back", writes: "channel", mayHold: true },
] as const;

describe.each(KERNELS)("$name", ({ writes, mayHold }) => {
  const limits = { extent: 6, kernel: 4, depth: 3 };
  const geometries = convGeometries(limits, writes === "channel").filter(({ batches }) => batches === 1 || !mayHold);

  test.each(["below", "above"] as const)("no byte is read after it was overwritten, output %s", (side) => {
    fc.assert(
      fc.property(geometries, dtypes, startsOfPairs, fc.nat(20), (geometry, dtype, starts, more) => {
        const rule = { geometry, output: tensor(dtype), writes, mayHold };
        const { outputBelow = 0, outputAbove = 0 } = pixelOverlap(rule);
        const width = dtype === "int8" ? 1 : 2;
        const distance = side === "below" ? -(outputBelow + more * width) : outputAbove + more * width;
        const order = pixelOrder(rule, distance);
        return isSafe(replay({ rule, order, starts }), width, distance);
      }),
      { numRuns: 300 },
    );
  });
});

test("the distance is the largest over all pixels, not only over those at which a row can turn", () => {
  // The first row and column of a window, moved into the input, for every pixel from the last to the first.
  const needed = (g: ConvGeometry): number[] => {
    const all: number[] = [g.batches * g.inputHeight * g.inputWidth];
    for (let pixel = g.batches * g.outputHeight * g.outputWidth - 1; pixel >= 0; pixel--) {
      const line = Math.floor(pixel / g.outputWidth);
      const into = (at: number, extent: number): number => Math.min(Math.max(0, at), extent - 1);
      const row = into((line % g.outputHeight) * g.strideHeight - g.padTop, g.inputHeight);
      const column = into((pixel % g.outputWidth) * g.strideWidth - g.padLeft, g.inputWidth);
      const read = (Math.floor(line / g.outputHeight) * g.inputHeight + row) * g.inputWidth + column;
      all.unshift(Math.min(read, all[0] ?? 0));
    }
    return all;
  };
  const limits = { extent: 14, kernel: 5, depth: 6 };
  fc.assert(
    fc.property(convGeometries(limits, false), (geometry) => {
      const { inputDepth, outputDepth } = geometry;
      const first = needed(geometry);
      const count = first.length - 1;
      const blocks = first.slice(0, count).map((pixel, p) => Math.min(p + 2, count) * outputDepth - pixel * inputDepth);
      const pairs = first.slice(1).map((pixel, p) => (p + 1 < count ? (p + 1) * outputDepth : 0) - pixel * inputDepth);
      const below = (mayHold: boolean) =>
        pixelOverlap({ geometry, output: tensor("int8"), writes: "block", mayHold }).outputBelow;
      expect([below(false), below(true)]).toEqual([Math.max(...blocks), Math.max(...pairs)]);
    }),
    { numRuns: 500 },
  );
});

describe("held back, the distance is the smallest that works", () => {
  const single = { kernelHeight: 1, kernelWidth: 1, strideHeight: 1, strideWidth: 1, padTop: 0, padLeft: 0 };
  const common = { batches: 1, dilationHeight: 1, dilationWidth: 1, groups: 1 };
  const image = { inputHeight: 5, inputWidth: 4, inputDepth: 3, outputHeight: 5, outputWidth: 4, outputDepth: 3 };
  const same = { ...single, kernelHeight: 3, kernelWidth: 3, padTop: 1, padLeft: 1 };
  const geometries: Readonly<Record<string, ConvGeometry>> = {
    "1x1 of equal depth": { ...common, ...single, ...image },
    "1x1 to more channels": { ...common, ...single, ...image, outputDepth: 8 },
    "3x3 of equal depth": { ...common, ...same, ...image },
    "3x3 to fewer channels": { ...common, ...same, ...image, outputDepth: 1 },
    "3x3 depthwise": { ...common, ...same, ...image, groups: 3 },
    "3x3 with stride 2": {
      ...common,
      ...same,
      ...image,
      strideHeight: 2,
      strideWidth: 2,
      outputHeight: 3,
      outputWidth: 2,
    },
  };
  const expected: Readonly<Record<string, readonly [below: number, above: number]>> = {
    "1x1 of equal depth": [0, 0],
    "1x1 to more channels": [95, -5],
    "3x3 of equal depth": [15, 15],
    "3x3 to fewer channels": [5, 45],
    "3x3 depthwise": [15, 15],
    "3x3 with stride 2": [0, 39],
  };
  test.each(Object.entries(geometries))("%s", (name, geometry) => {
    const rule = {
      geometry,
      output: tensor("int8"),
      writes: geometry.groups > 1 ? "channel" : "block",
      mayHold: true,
    } as const;
    const { outputBelow = 0, outputAbove = 0 } = pixelOverlap(rule);
    expect([outputBelow, outputAbove]).toEqual(expected[name]);
    const safeAt = (distance: number, reverse: boolean): boolean => {
      // Everything held back: no order of the kernel could do better.
      const order = { reverse, held: { from: 0, to: Infinity } };
      return isSafe(replay({ rule, order, starts: [true] }), 1, distance);
    };
    expect(safeAt(-outputBelow, false)).toBe(true);
    expect(safeAt(-outputBelow + 1, false)).toBe(false);
    expect(safeAt(outputAbove, true)).toBe(true);
    expect(safeAt(outputAbove - 1, true)).toBe(false);
  });
});

test("a pair of pixels that is not held back needs exactly its distance", () => {
  const pointwise: ConvGeometry = {
    ...{ batches: 1, inputHeight: 4, inputWidth: 4, inputDepth: 8, outputHeight: 4, outputWidth: 4, outputDepth: 8 },
    ...{ kernelHeight: 1, kernelWidth: 1, strideHeight: 1, strideWidth: 1, dilationHeight: 1, dilationWidth: 1 },
    ...{ padTop: 0, padLeft: 0, groups: 1 },
  };
  const output = tensor("int8");
  expect(windowOverlap(pointwise, output)).toEqual([{ input: 0, output: 0, outputBelow: 16 }]);
  const rule = { geometry: pointwise, output, writes: "block", mayHold: false } as const;
  const run = { rule, order: { reverse: false }, starts: [false] };
  // The last but one block of the second pixel reaches byte 14; below that, inputs are lost.
  expect(isSafe(replay(run), 1, -14)).toBe(true);
  expect(isSafe(replay(run), 1, -13)).toBe(false);
});

test("only what would destroy inputs is held back", () => {
  const geometry: ConvGeometry = {
    ...{ batches: 1, inputHeight: 4, inputWidth: 4, inputDepth: 4, outputHeight: 4, outputWidth: 4, outputDepth: 8 },
    ...{ kernelHeight: 1, kernelWidth: 1, strideHeight: 1, strideWidth: 1, dilationHeight: 1, dilationWidth: 1 },
    ...{ padTop: 0, padLeft: 0, groups: 1 },
  };
  const rule = { geometry, output: tensor("int8"), writes: "block", mayHold: true } as const;
  expect(pixelOverlap(rule)).toEqual({ input: 0, output: 0, outputBelow: 60, outputAbove: -4 });
  expect(pixelOrder(rule, undefined)).toEqual({ reverse: false });
  // Pixel p of 8 outputs may be written while pixels p and p + 1 are read when 8 (p + 2) <= 64 + 4 p.
  expect(pixelOrder(rule, -64)).toEqual({ reverse: false, held: { from: 13, to: 16 } });
  expect(pixelOrder(rule, -80)).toEqual({ reverse: false });
  expect(pixelOrder(rule, 0)).toEqual({ reverse: true, held: { from: 0, to: 3 } });
});
