// SPDX-License-Identifier: Apache-2.0
/** Pairs of shapes that broadcast, with the shape of the result. */
import fc from "fast-check";
import type { Shape } from "../../src/ir/shape.js";

/**
 * Both inputs are the result with some axes reduced to 1 and some leading axes left out, no axis in both.
 * Equal shapes and a scalar with anything are among them.
 */
export function broadcastPair(result: fc.Arbitrary<Shape>): fc.Arbitrary<readonly [Shape, Shape, Shape]> {
  const plan = fc.record({
    kind: fc.constantFrom("equal", "equal", "axes", "axes", "scalar", "scalar-first"),
    /** By axis: which input repeats its one element. */
    repeats: fc.array(fc.constantFrom(undefined, undefined, 0, 1), { minLength: 6, maxLength: 6 }),
    /** How many leading axes of extent 1 an input leaves out. */
    omit: fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 })),
  });
  return fc.tuple(result, plan).map(([shape, { kind, repeats, omit }]) => {
    if (kind === "equal") return [shape, shape, shape];
    if (kind === "scalar") return [shape, [], shape];
    if (kind === "scalar-first") return [[], shape, shape];
    const reduced = (input: 0 | 1): Shape => shape.map((extent, axis) => (repeats[axis] === input ? 1 : extent));
    const a = reduced(0);
    const b = reduced(1);
    return omit[0] > omit[1] ? [withoutLeadingOnes(a, omit[0]), b, shape] : [a, withoutLeadingOnes(b, omit[1]), shape];
  });
}

function withoutLeadingOnes(shape: Shape, most: number): Shape {
  const ones = shape.findIndex((extent) => extent !== 1);
  return shape.slice(Math.min(most, ones < 0 ? shape.length : ones));
}
