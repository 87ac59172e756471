// SPDX-License-Identifier: Apache-2.0
/** Random cases of STRIDED_SLICE for the differential suite. */
import fc from "fast-check";
import { seed, shapes } from "../../../test/support/op-case-arbitraries.js";
import { defineCases } from "../../../test/support/op-case.js";
import { constantTensor, integers, rarely, typeAmong } from "../../../test/support/op-case-movement.js";
import { stridedSlice } from "./index.js";

/** One axis: where it starts and how, in shares of the extent so that it fits any. */
const axis = fc.record({
  kind: fc.constantFrom("all", "all", "range", "range", "strided", "strided", "shrink"),
  start: fc.double({ min: 0, max: 0.999, noNaN: true }),
  length: fc.double({ min: 0, max: 0.999, noNaN: true }),
  stride: fc.constantFrom(1, 2, 3, -1, -2),
  /** Written as a negative index, left to the mask, or far outside. */
  style: fc.constantFrom("plain", "negative", "masked", "beyond"),
});

type Axis = typeof axis extends fc.Arbitrary<infer T> ? T : never;

interface Range {
  readonly begin: number;
  readonly end: number;
  readonly stride: number;
  readonly beginMasked: boolean;
  readonly endMasked: boolean;
  readonly shrunk: boolean;
  readonly count: number;
}

function rangeOf(extent: number, { kind, start, length, stride: wanted, style }: Axis): Range {
  const plain = { beginMasked: false, endMasked: false, shrunk: false };
  const first = Math.floor(start * extent);
  const negative = (index: number): number => (style === "negative" ? index - extent : index);
  if (kind === "shrink") {
    return {
      ...plain,
      begin: negative(first),
      end: style === "beyond" ? 0 : first + 1,
      stride: 1,
      shrunk: true,
      count: 1,
    };
  }
  const stride = kind === "strided" ? wanted : 1;
  if (kind === "all" || style === "masked") {
    const masked = { beginMasked: true, endMasked: true, begin: first, end: 0, stride };
    return { ...plain, ...masked, count: Math.ceil(extent / Math.abs(stride)) };
  }
  const last = first + Math.floor(length * (extent - first));
  const taken = Math.ceil((last - first + 1) / Math.abs(stride));
  if (stride > 0) {
    const end = style === "beyond" && last === extent - 1 ? extent + 5 : last + 1;
    return { ...plain, begin: negative(first), end, stride, count: taken };
  }
  // Downwards; an end before the first element can only be said by the mask or far below.
  const toStart = first === 0;
  const end = toStart ? -extent - 3 : first - 1;
  return { ...plain, begin: negative(last), end, endMasked: toStart && style === "plain", stride, count: taken };
}

export const cases = defineCases(
  stridedSlice,
  fc
    .record({
      dtype: typeAmong(["int8", "int16", "int32", "bool", "float32"]),
      shape: shapes({ minRank: 1, maxRank: 4, maxElements: 500 }),
      axes: fc.array(axis, { minLength: 4, maxLength: 4 }),
      constant: rarely(8),
      seed,
    })
    .map(({ dtype, shape, axes, constant, seed: values }) => {
      const ranges = axes.slice(0, shape.length).map((one, i) => rangeOf(shape[i] ?? 1, one));
      const mask = (bit: (range: Range) => boolean): number =>
        ranges.reduce((sum, range, i) => sum + (bit(range) ? 1 << i : 0), 0);
      return {
        inputs: [
          constant ? constantTensor(dtype, shape, values) : { shape, dtype },
          integers(ranges.map(({ begin }) => begin)),
          integers(ranges.map(({ end }) => end)),
          integers(ranges.map(({ stride }) => stride)),
        ],
        outputs: [{ shape: ranges.filter(({ shrunk }) => !shrunk).map(({ count }) => count), dtype }],
        attributes: {
          beginMask: mask(({ beginMasked }) => beginMasked),
          endMask: mask(({ endMasked }) => endMasked),
          shrinkAxisMask: mask(({ shrunk }) => shrunk),
          ...{ ellipsisMask: 0, newAxisMask: 0, offset: false },
        },
      };
    }),
);
