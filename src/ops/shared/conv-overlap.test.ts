// SPDX-License-Identifier: Apache-2.0
/** Overlap of the convolution kernels, by replaying the bytes that they read and write in their order. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { convGeometries } from "../../../test/support/conv-arbitraries.js";
import type { Tensor } from "../../ir/tensor.js";
import { tensorId } from "../../util/branded.js";
import type { ConvGeometry } from "./conv-geometry.js";
import { depthwiseOverlap, windowOverlap } from "./conv-overlap.js";

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

// Pairs start at any pixel, as the edges of an image decide; `starts` says where single pixels come before.
function* groupsOfPixels(g: ConvGeometry, starts: readonly boolean[]): Generator<number[]> {
  const pixels = g.batches * g.outputHeight * g.outputWidth;
  for (let pixel = 0, i = 0; pixel < pixels; i++) {
    const alone = (starts[i % starts.length] ?? false) || pixel + 1 === pixels;
    yield alone ? [pixel] : [pixel, pixel + 1];
    pixel += alone ? 1 : 2;
  }
}

function* replayWindow(g: ConvGeometry, starts: readonly boolean[]): Generator<Access> {
  for (const group of groupsOfPixels(g, starts)) {
    for (let first = 0; first < g.outputDepth; first += 4) {
      for (const pixel of group)
        for (const read of windowOf(g, pixel))
          for (let c = 0; c < g.inputDepth; c++) yield { kind: "read", element: read * g.inputDepth + c };
      for (let c = first; c < Math.min(first + 4, g.outputDepth); c++)
        for (const pixel of group) yield { kind: "write", element: pixel * g.outputDepth + c };
    }
  }
}

function* replayDepthwise(g: ConvGeometry, starts: readonly boolean[]): Generator<Access> {
  for (const group of groupsOfPixels(g, starts)) {
    for (let c = 0; c < g.outputDepth; c++) {
      for (const pixel of group)
        for (const read of windowOf(g, pixel)) yield { kind: "read", element: read * g.inputDepth + c };
      for (const pixel of group) yield { kind: "write", element: pixel * g.outputDepth + c };
    }
  }
}

// True when no input byte is read after an output byte was written over it, with input − output = `distance` bytes.
function isSafe(accesses: Iterable<Access>, width: number, distance: number): boolean {
  const overwritten = new Set<number>();
  for (const { kind, element } of accesses) {
    for (let byte = 0; byte < width; byte++) {
      if (kind === "write") overwritten.add(element * width + byte);
      else if (overwritten.has(element * width + byte + distance)) return false;
    }
  }
  return true;
}

describe.each([
  ["windowOverlap", windowOverlap, replayWindow, false],
  ["depthwiseOverlap", depthwiseOverlap, replayDepthwise, true],
] as const)("%s", (_, overlap, replay, depthwise) => {
  test("lets no byte be read after it was overwritten", () => {
    fc.assert(
      fc.property(
        convGeometries({ extent: 6, kernel: 4, depth: 3 }, depthwise),
        fc.constantFrom("int8" as const, "int16" as const),
        fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }),
        fc.nat(20),
        (geometry, dtype, starts, more) => {
          const [capability] = overlap(geometry, tensor(dtype));
          const width = dtype === "int8" ? 1 : 2;
          return isSafe(replay(geometry, starts), width, capability!.outputBelow! + more * width);
        },
      ),
      { numRuns: 200 },
    );
  });
});

test("a pair of pixels needs exactly its distance", () => {
  const pointwise: ConvGeometry = {
    ...{ batches: 1, inputHeight: 4, inputWidth: 4, inputDepth: 8, outputHeight: 4, outputWidth: 4, outputDepth: 8 },
    ...{ kernelHeight: 1, kernelWidth: 1, strideHeight: 1, strideWidth: 1, dilationHeight: 1, dilationWidth: 1 },
    ...{ padTop: 0, padLeft: 0, groups: 1 },
  };
  const [capability] = windowOverlap(pointwise, tensor("int8"));
  expect(capability).toEqual({ input: 0, output: 0, outputBelow: 16 });
  // The first block of four channels of the second pixel reaches byte 12; below that, inputs are lost.
  expect(isSafe(replayWindow(pointwise, [false]), 1, 12)).toBe(true);
  expect(isSafe(replayWindow(pointwise, [false]), 1, 11)).toBe(false);
});
