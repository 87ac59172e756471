// SPDX-License-Identifier: Apache-2.0
/** The reference convolution against the definition: loops over all taps with bounds checks, in exact integers. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { convGeometries } from "../../../test/support/conv-arbitraries.js";
import { multiplyByQuantizedMultiplier, multiplyByQuantizedMultiplier64 } from "../../quant/fixed-point.js";
import { type ConvGeometry, groupDepth } from "./conv-geometry.js";
import { convolve } from "./conv-reference.js";

// Sum of one output element over the taps that lie inside the input.
function exactSum(g: ConvGeometry, at: readonly [number, number, number, number], read: (tap: Tap) => bigint): bigint {
  const [batch, y, x, channel] = at;
  const depth = groupDepth(g);
  const group = Math.floor(channel / (g.outputDepth / g.groups));
  let sum = 0n;
  for (let ky = 0; ky < g.kernelHeight; ky++) {
    for (let kx = 0; kx < g.kernelWidth; kx++) {
      const row = y * g.strideHeight - g.padTop + ky * g.dilationHeight;
      const column = x * g.strideWidth - g.padLeft + kx * g.dilationWidth;
      if (row < 0 || row >= g.inputHeight || column < 0 || column >= g.inputWidth) continue;
      for (let c = 0; c < depth; c++) {
        const input = ((batch * g.inputHeight + row) * g.inputWidth + column) * g.inputDepth + group * depth + c;
        const weight = ((channel * g.kernelHeight + ky) * g.kernelWidth + kx) * depth + c;
        sum += read({ input, weight });
      }
    }
  }
  return sum;
}

interface Tap {
  readonly input: number;
  readonly weight: number;
}

function sizes(g: ConvGeometry): { input: number; output: number; weights: number } {
  return {
    input: g.batches * g.inputHeight * g.inputWidth * g.inputDepth,
    output: g.batches * g.outputHeight * g.outputWidth * g.outputDepth,
    weights: g.outputDepth * g.kernelHeight * g.kernelWidth * groupDepth(g),
  };
}

function outputs(g: ConvGeometry, visit: (at: readonly [number, number, number, number]) => number): number[] {
  const result: number[] = [];
  for (let batch = 0; batch < g.batches; batch++)
    for (let y = 0; y < g.outputHeight; y++)
      for (let x = 0; x < g.outputWidth; x++)
        for (let channel = 0; channel < g.outputDepth; channel++) result.push(visit([batch, y, x, channel]));
  return result;
}

const limit = (value: number, min: number, max: number): number => Math.min(Math.max(value, min), max);

describe("convolve", () => {
  test("int8 equals the definition for every geometry", () => {
    const cases = convGeometries().chain((g) => {
      const { input, weights } = sizes(g);
      const int8 = (count: number): fc.Arbitrary<Int8Array> => fc.int8Array({ minLength: count, maxLength: count });
      return fc.tuple(
        fc.constant(g),
        int8(input),
        int8(weights),
        fc.int32Array({ min: -9000, max: 9000, minLength: g.outputDepth, maxLength: g.outputDepth }),
        fc.integer({ min: -128, max: 127 }),
        fc.integer({ min: -12, max: 1 }),
      );
    });
    fc.assert(
      fc.property(cases, ([geometry, input, filter, bias, zeroPoint, shift]) => {
        const multipliers = Array.from(bias, (_, i) => ({
          multiplier: 2 ** 30 + i * 12345677,
          shift: shift - (i % 3),
        }));
        const quantization = { inputZeroPoint: zeroPoint, outputZeroPoint: -5, min: -100, max: 90, multipliers };
        const output = new Int8Array(sizes(geometry).output);
        convolve({ geometry, quantization, input, filter, bias, accumulator: "int32", output });
        const expected = outputs(geometry, (at) => {
          const sum = exactSum(geometry, at, (tap) => BigInt((input[tap.input]! - zeroPoint) * filter[tap.weight]!));
          const { multiplier, shift: channelShift } = multipliers[at[3]]!;
          const total = Number(BigInt.asIntN(32, sum + BigInt(bias[at[3]]!)));
          return limit(multiplyByQuantizedMultiplier(total, multiplier, channelShift) - 5, -100, 90);
        });
        expect([...output]).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });

  test("int16 with 64-bit sums equals the definition", () => {
    const cases = convGeometries({ extent: 6, depth: 3 }).chain((g) => {
      const { input, weights } = sizes(g);
      return fc.tuple(
        fc.constant(g),
        fc.int16Array({ minLength: input, maxLength: input }),
        fc.int8Array({ minLength: weights, maxLength: weights }),
        fc.bigInt64Array({ min: -(2n ** 40n), max: 2n ** 40n, minLength: g.outputDepth, maxLength: g.outputDepth }),
      );
    });
    fc.assert(
      fc.property(cases, ([geometry, input, filter, bias]) => {
        const multipliers = Array.from(bias, (_, i) => ({ multiplier: 2 ** 30 + i * 76543211, shift: -13 - i }));
        const quantization = { inputZeroPoint: 0, outputZeroPoint: 0, min: -32768, max: 32767, multipliers };
        const output = new Int16Array(sizes(geometry).output);
        convolve({ geometry, quantization, input, filter, bias, accumulator: "int64", output });
        const expected = outputs(geometry, (at) => {
          const sum = exactSum(geometry, at, (tap) => BigInt(input[tap.input]! * filter[tap.weight]!)) + bias[at[3]]!;
          const { multiplier, shift } = multipliers[at[3]]!;
          return limit(multiplyByQuantizedMultiplier64(Number(sum), multiplier, shift), -32768, 32767);
        });
        expect([...output]).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  test("32-bit sums wrap as in TFLM", () => {
    const geometry = {
      ...{ batches: 1, inputHeight: 1, inputWidth: 1, inputDepth: 1, outputHeight: 1, outputWidth: 1, outputDepth: 1 },
      ...{ kernelHeight: 1, kernelWidth: 1, strideHeight: 1, strideWidth: 1, dilationHeight: 1, dilationWidth: 1 },
      ...{ padTop: 0, padLeft: 0, groups: 1 },
    };
    const quantization = {
      ...{ inputZeroPoint: 0, outputZeroPoint: 0, min: -128, max: 127 },
      multipliers: [{ multiplier: 2 ** 30, shift: -23 }],
    };
    const output = new Int8Array(1);
    const bias = Int32Array.of(0x7fffffff);
    convolve({
      geometry,
      quantization,
      input: Int8Array.of(1),
      filter: Int8Array.of(1),
      bias,
      accumulator: "int32",
      output,
    });
    // The sum is -2^31, times 2^-24.
    expect(output[0]).toBe(-128);
  });
});
