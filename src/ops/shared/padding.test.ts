// SPDX-License-Identifier: Apache-2.0
/** Output extents and paddings against a count of window positions. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { leadingPadding, outputExtent, type WindowAxis } from "./padding.js";

const axis: fc.Arbitrary<WindowAxis> = fc.record({
  input: fc.integer({ min: 1, max: 30 }),
  kernel: fc.integer({ min: 1, max: 9 }),
  stride: fc.integer({ min: 1, max: 5 }),
  dilation: fc.integer({ min: 1, max: 4 }),
});

describe("outputExtent", () => {
  test("VALID counts the starts whose last tap lies inside", () => {
    fc.assert(
      fc.property(axis, (a) => {
        let count = 0;
        while (count * a.stride + (a.kernel - 1) * a.dilation < a.input) count++;
        return Math.max(0, outputExtent("VALID", a)) === count;
      }),
    );
  });

  test("SAME gives one output per stride", () => {
    fc.assert(fc.property(axis, (a) => outputExtent("SAME", a) === Math.ceil(a.input / a.stride)));
  });
});

describe("leadingPadding", () => {
  test("of VALID windows is zero", () => {
    fc.assert(
      fc.property(axis, (a) => {
        const output = outputExtent("VALID", a);
        return output < 1 || leadingPadding(a, output) === 0;
      }),
    );
  });

  test.each([
    [{ input: 96, kernel: 3, stride: 2, dilation: 1 }, 48, 0],
    [{ input: 97, kernel: 3, stride: 2, dilation: 1 }, 49, 1],
    [{ input: 10, kernel: 4, stride: 2, dilation: 1 }, 5, 1],
    [{ input: 49, kernel: 10, stride: 2, dilation: 1 }, 25, 4],
    [{ input: 8, kernel: 3, stride: 1, dilation: 2 }, 8, 2],
    [{ input: 8, kernel: 1, stride: 2, dilation: 1 }, 4, 0],
  ])("%o", (a, output, padding) => {
    expect(outputExtent("SAME", a)).toBe(output);
    expect(leadingPadding(a, output)).toBe(padding);
  });
});
