// SPDX-License-Identifier: Apache-2.0
/** Blocking decisions and the order of weights. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chooseBlock, chooseUnroll, interleaveChannels } from "./conv-blocks.js";

describe("chooseBlock", () => {
  test.each([
    [1, 1],
    [2, 2],
    [3, 3],
    [4, 4],
    [5, 3],
    [6, 3],
    [9, 3],
    [10, 4],
    [64, 4],
  ])("%d channels go in blocks of %d", (channels, size) => {
    expect(chooseBlock(2, channels).channels).toBe(size);
  });
});

test("chooseUnroll gives a divisor", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 4096 }), (run) => run % chooseUnroll(run) === 0));
  expect([1, 3, 9, 11, 48, 100].map(chooseUnroll)).toEqual([1, 3, 3, 1, 8, 4]);
});

describe("interleaveChannels", () => {
  test("puts the channels of a block side by side and fills the last block with zeros", () => {
    const weights = [11, 12, 21, 22, 31, 32];
    expect(interleaveChannels({ weights, channels: 3, taps: 2, size: 2 })).toEqual([11, 21, 12, 22, 31, 0, 32, 0]);
  });

  test("keeps the order of a single channel", () => {
    expect(interleaveChannels({ weights: [1, 2, 3], channels: 1, taps: 3, size: 1 })).toEqual([1, 2, 3]);
  });
});
