// SPDX-License-Identifier: Apache-2.0
/** Random cases of SignalFilterBankSquareRoot for the differential suite. */
import fc from "fast-check";
import { extent } from "../../../test/support/op-case-arbitraries.js";
import { defineCases, type OpCase } from "../../../test/support/op-case.js";
import type { NoAttributes } from "../shared/no-attributes.js";
import { signalFilterBankSquareRoot } from "./index.js";

/** Where the roots round, where the 32-bit shortcut ends, and beyond 53 bits. */
const TELLING = [
  0,
  1,
  2,
  3,
  6,
  7,
  0xfffe0001,
  0xfffeffff,
  0xffff0000,
  0xffffffff,
  2 ** 32,
  2 ** 33 + 1,
  2 ** 62,
  2 ** 63,
  2 ** 64 - 2048,
  3 * 2 ** 60,
  12345678901234,
];

const arbitrary = fc.tuple(extent(40), fc.nat({ max: 16 })).map(([count, shift]): OpCase<NoAttributes> => ({
  inputs: [
    { shape: [count], dtype: "uint64", telling: TELLING },
    { shape: [], dtype: "int32", values: [shift] },
  ],
  outputs: [{ shape: [count], dtype: "uint32" }],
  attributes: {},
}));

export const cases = defineCases(signalFilterBankSquareRoot, arbitrary);
