// SPDX-License-Identifier: Apache-2.0
/** The layout behind PAD and PADV2: merged axes, gaps, overlap. */
import { describe, expect, test } from "vitest";
import { affine, viewOfCase } from "../../../test/support/one-node.js";
import type { NodeView } from "../../ir/graph.js";
import { gaps, padDistance, padLayout } from "./pad-layout.js";

function view(input: readonly number[], pads: readonly (readonly [number, number])[]): NodeView {
  const output = input.map((extent, axis) => extent + pads[axis]![0] + pads[axis]![1]);
  return viewOfCase("PAD", {
    inputs: [
      { shape: input, dtype: "int8", quantization: affine(1) },
      { shape: [input.length, 2], dtype: "int32", values: pads.flat() },
    ],
    outputs: [{ shape: output, dtype: "int8", quantization: affine(1) }],
    attributes: {},
  });
}

describe("layout", () => {
  test("merges the axes behind the last padding into one run", () => {
    const image = view(
      [1, 2, 3, 4],
      [
        [0, 0],
        [1, 1],
        [1, 2],
        [0, 0],
      ],
    );
    expect(padLayout(image).axes).toEqual([
      { extent: 2, before: 24, after: 24 },
      { extent: 12, before: 4, after: 8 },
    ]);
    expect(gaps(padLayout(image), 0)).toEqual({ lead: 28, tail: 32 });
  });

  test("no padding is one run", () => {
    expect(
      padLayout(
        view(
          [2, 3],
          [
            [0, 0],
            [0, 0],
          ],
        ),
      ).axes,
    ).toEqual([{ extent: 6, before: 0, after: 0 }]);
  });
});

test("the output may start below by what lies before the last run", () => {
  const rows = view(
    [3, 4],
    [
      [1, 0],
      [2, 1],
    ],
  );
  // The last run moves from 8 to 7 + 2 · 7 + 2 = 23.
  expect(padDistance(rows, padLayout(rows))).toBe(15);
});
