// SPDX-License-Identifier: Apache-2.0
/** Broadcast loops against the definition of broadcasting, element by element. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { elementCount, type Shape } from "../../ir/shape.js";
import { broadcastLoops, broadcastShape, forEachInnerRun } from "./broadcast.js";

// Index into a dense tensor for a position of the broadcast result.
function offsetAt(shape: Shape, position: readonly number[]): number {
  const skip = position.length - shape.length;
  return shape.reduce((offset, extent, axis) => offset * extent + (extent === 1 ? 0 : position[axis + skip]!), 0);
}

const pair = fc
  .array(fc.record({ extent: fc.integer({ min: 1, max: 4 }), side: fc.constantFrom("both", "a", "b") }), {
    maxLength: 5,
  })
  .chain((axes) =>
    fc.record({
      a: fc.constant(axes.map(({ extent, side }) => (side === "b" ? 1 : extent))),
      b: fc.constant(axes.map(({ extent, side }) => (side === "a" ? 1 : extent))),
      dropped: fc.integer({ min: 0, max: axes.length }),
    }),
  );

test("the loops visit every output once with the right inputs", () => {
  fc.assert(
    fc.property(pair, ({ a, b, dropped }) => {
      // Leading ones of the second input may be left out.
      const leading = b.findIndex((extent) => extent !== 1);
      const right = b.slice(Math.min(dropped, leading < 0 ? b.length : leading));
      const shape = broadcastShape(a, right)!;
      const seen: (readonly [number, number])[] = [];
      const loops = broadcastLoops(a, right);
      const inner = loops.at(-1)!;
      forEachInnerRun(loops, (startA, startB, start) => {
        for (let i = 0; i < inner.extent; i++) {
          seen[start + i] = [startA + i * inner.strides[0], startB + i * inner.strides[1]];
        }
      });
      expect(seen.length).toBe(elementCount(shape));
      seen.forEach((indices, flat) => {
        let rest = flat;
        const position = [...shape].reverse().map((extent) => {
          const at = rest % extent;
          rest = Math.floor(rest / extent);
          return at;
        });
        position.reverse();
        expect(indices).toEqual([offsetAt(a, position), offsetAt(right, position)]);
      });
    }),
  );
});

test("equal shapes fuse to one loop, incompatible ones have no shape", () => {
  expect(broadcastLoops([2, 3, 4], [2, 3, 4])).toEqual([{ extent: 24, strides: [1, 1] }]);
  expect(broadcastLoops([2, 1, 4], [2, 3, 4])).toHaveLength(3);
  expect(broadcastShape([2, 3], [3, 2])).toBeUndefined();
});
