// SPDX-License-Identifier: Apache-2.0
/** FlexBuffers maps: what another implementation writes is read, damage is not. */
import { encode } from "flatbuffers/js/flexbuffers.js";
import { expect, test } from "vitest";
import { readFlexbufferMap } from "./flexbuffer.js";

const roundTrip = (value: object): object => Object.fromEntries(readFlexbufferMap(encode(value)) ?? []);

test("reads numbers of every width, booleans and strings", () => {
  const value = {
    a: 1,
    b: -300,
    c: 70000,
    d: -(2 ** 40),
    e: 0.3,
    f: 0.1,
    g: true,
    h: false,
    text: "word",
    big: 2 ** 40,
  };
  expect(roundTrip(value)).toEqual(value);
});

test("reads 32-bit floats", () => {
  expect(roundTrip({ half: 0.5, whole: 3, long: 100000 })).toEqual({ half: 0.5, whole: 3, long: 100000 });
});

test("leaves out what is no scalar", () => {
  expect(roundTrip({ list: [1, 2], inner: { a: 1 }, nothing: null, kept: 5 })).toEqual({ kept: 5 });
});

test("knows an empty map and refuses other roots", () => {
  expect(roundTrip({})).toEqual({});
  expect(readFlexbufferMap(encode([1, 2, 3]))).toBeUndefined();
  expect(readFlexbufferMap(new Uint8Array())).toBeUndefined();
});

test("never reads beyond damaged bytes", () => {
  const bytes = encode({ first: 1, second: 2.5, third: "abc" });
  for (let i = 0; i < bytes.length; i++) {
    for (const value of [0, 1, 0x7f, 0xff]) {
      const damaged = bytes.slice();
      damaged[i] = value;
      expect(() => readFlexbufferMap(damaged)).not.toThrow();
    }
    expect(() => readFlexbufferMap(bytes.subarray(0, i))).not.toThrow();
  }
});
