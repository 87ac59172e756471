// SPDX-License-Identifier: Apache-2.0
/** The fixed-point transforms: radices, impulses, and nearness to the exact transform. */
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../../test/support/random.js";
import { fftDigits, fftPlan, fftRadices } from "./fft-plan.js";
import { realFft, realInverseFft } from "./fft-reference.js";

test("factors lengths as kissfft does, fours first", () => {
  expect(fftRadices(256)).toEqual([4, 4, 4, 4]);
  expect(fftRadices(8)).toEqual([4, 2]);
  expect(fftRadices(30)).toEqual([2, 3, 5]);
  expect(fftRadices(1)).toBeUndefined();
  expect(fftRadices(14)).toBeUndefined();
});

test("the digits of a point's place count every input once", () => {
  for (const length of [8, 12, 20, 60, 256]) {
    const digits = fftDigits(fftPlan(length, "int16", false));
    const sources = Array.from({ length: length / 2 }, (_, point) =>
      digits.reduce((sum, { count, output, input }) => sum + (Math.floor(point / output) % count) * input, 0),
    );
    expect(sources.toSorted((a, b) => a - b)).toEqual(sources.map((_, i) => i));
  }
});

/** Spectrum divided by `scale`, in doubles. */
function exact(samples: ArrayLike<number>, scale: number): number[] {
  const n = samples.length;
  return Array.from({ length: n / 2 + 1 }, (_, k) => {
    let [re, im] = [0, 0];
    for (let t = 0; t < n; t++) {
      re += ((samples[t] ?? 0) / scale) * Math.cos((2 * Math.PI * k * t) / n);
      im -= ((samples[t] ?? 0) / scale) * Math.sin((2 * Math.PI * k * t) / n);
    }
    return [re, im];
  }).flat();
}

describe.each([4, 6, 8, 10, 12, 18, 20, 30, 48, 50, 64, 90, 256, 480, 512])("%i samples", (length) => {
  // Each stage divides, so the result is the spectrum over the length; roundings add up to a few units.
  const random = seededRandom(length);

  test("int16 spectrum", () => {
    const samples = Int16Array.from({ length }, () => random.integer(-20000, 20000));
    const spectrum = realFft(fftPlan(length, "int16", false), "int16", samples);
    exact(samples, length).forEach((value, i) => expect(Math.abs((spectrum[i] ?? 0) - value)).toBeLessThan(8));
  });

  test("int32 spectrum", () => {
    const samples = Int32Array.from({ length }, () => random.integer(-1e9, 1e9));
    const spectrum = realFft(fftPlan(length, "int32", false), "int32", samples);
    exact(samples, length).forEach((value, i) => expect(Math.abs((spectrum[i] ?? 0) - value)).toBeLessThan(16));
  });

  test("the inverse of a spectrum is the signal over the length", () => {
    const samples = Int32Array.from({ length }, () => random.integer(-1e9, 1e9));
    const spectrum = Int32Array.from(exact(samples, length).map(Math.round));
    const back = realInverseFft(fftPlan(length, "int32", true), "int32", spectrum);
    samples.forEach((sample, i) => expect(Math.abs((back[i] ?? 0) - sample / length)).toBeLessThan(16));
  });
});
