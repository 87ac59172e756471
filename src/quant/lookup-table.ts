// SPDX-License-Identifier: Apache-2.0
/** TFLM's interpolated int16 tables: 512 steps over the whole int16 range plus one entry for the last slope. */
import { clamp } from "./fixed-point.js";
import { roundHalfAwayFromZero } from "./multiplier.js";

export interface InterpolationTableOptions {
  /** Affine scales (float32) of the table's argument and value. */
  readonly inputScale: number;
  readonly inputZeroPoint: number;
  readonly outputScale: number;
  readonly outputZeroPoint: number;
  /** The function, on and to float32 numbers. */
  readonly transform: (x: number) => number;
}

const STEPS = 512;

/**
 * The 513 entries of tflite::LUTPopulate<int16_t>: samples, each lowered by half of the interpolation error at the
 * middle of its step. All arithmetic is float32, so every operation is rounded on its own.
 */
export function interpolationTable(options: InterpolationTableOptions): Int16Array {
  const { inputScale, inputZeroPoint, outputScale, outputZeroPoint, transform } = options;
  const f = Math.fround;
  const inputMin = f(inputScale * (-32768 - inputZeroPoint));
  const inputMax = f(inputScale * (32767 - inputZeroPoint));
  const outputMin = f(outputScale * (-32768 - outputZeroPoint));
  const outputMax = f(outputScale * (32767 - outputZeroPoint));
  const step = f(f(inputMax - inputMin) / STEPS);
  const halfStep = f(step / 2);
  const toOutput = f(65536 / f(outputMax - outputMin));
  const scaled = (x: number): number => f(transform(x) * toOutput);
  const at = (i: number): number => f(inputMin + f(i * step));
  const round = (x: number): number => f(roundHalfAwayFromZero(x));

  const table = new Int16Array(STEPS + 1);
  for (let i = 0; i < STEPS; i++) {
    const sample = round(scaled(at(i)));
    const interpolated = round(f(f(scaled(at(i + 1)) + sample) / 2));
    const middle = round(scaled(f(at(i) + halfStep)));
    const bias = round(f(f(interpolated - middle) / 2));
    table[i] = clamp(sample - bias, -32768, 32767);
  }
  table[STEPS] = clamp(round(scaled(inputMax)), -32768, 32767);
  return table;
}

/** Linear interpolation for an int16 argument: 9 bits choose the step, 7 the place in it (tflite::LUTLookup). */
export function interpolate(value: number, table: Int16Array): number {
  const index = 256 + (value >> 7);
  const base = table[index] ?? 0;
  const slope = (((table[index + 1] ?? 0) - base) << 16) >> 16;
  return ((base + ((slope * (value & 0x7f) + 64) >> 7)) << 16) >> 16;
}
