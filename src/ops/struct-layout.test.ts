// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { ARM_EABI, I386, ILP32, structAlignment, structBytes, times } from "./struct-layout.js";

it("pads members and the end as C does", () => {
  expect(structBytes(["byte", "word", "byte"], ILP32)).toBe(12);
  expect(structBytes(["half", "byte"], ILP32)).toBe(4);
  expect(structBytes([], ILP32)).toBe(0);
});

it("knows what the binary interfaces disagree about", () => {
  expect([ARM_EABI, ILP32, I386].map((abi) => structBytes(["word", "wide"], abi))).toEqual([16, 16, 12]);
  expect([ARM_EABI, ILP32, I386].map((abi) => structBytes(["enum", "enum", "word"], abi))).toEqual([8, 12, 12]);
});

it("lays out arrays and nested structures", () => {
  expect(structBytes(["byte", times(3, "half")], ILP32)).toBe(8);
  expect(structAlignment(["byte", ["word"]], ILP32)).toBe(4);
});
