// SPDX-License-Identifier: Apache-2.0
/** Hand cases of the signal operators; the vectors of TFLM are in test/vectors. */
import { describe, expect, test } from "vitest";
import { run, violations } from "../../../test/support/one-node.js";
import type { CaseTensor, OpCase } from "../../../test/support/op-case.js";
import { runInvocations } from "../../../test/support/stateful-node.js";
import { signalDelay } from "../signal-delay/index.js";
import { signalEnergy } from "../signal-energy/index.js";
import { signalFftAutoScale } from "../signal-fft-auto-scale/index.js";
import { signalFilterBank } from "../signal-filter-bank/index.js";
import { logarithmTable } from "../signal-filter-bank-log/reference.js";
import { signalFilterBankLog } from "../signal-filter-bank-log/index.js";
import { roundedRoot } from "../signal-filter-bank-square-root/reference.js";
import { signalFramer } from "../signal-framer/index.js";
import { signalOverlapAdd } from "../signal-overlap-add/index.js";
import { signalPcan } from "../signal-pcan/index.js";
import { signalRfft } from "../signal-rfft/index.js";
import { signalStacker } from "../signal-stacker/index.js";
import { signalWindow } from "../signal-window/index.js";

const int16 = (...shape: readonly number[]): CaseTensor => ({ shape, dtype: "int16" });
const uint32 = (...shape: readonly number[]): CaseTensor => ({ shape, dtype: "uint32" });
const flag: CaseTensor = { shape: [], dtype: "bool" };
const table = (...values: readonly number[]): CaseTensor => ({ shape: [values.length], dtype: "int16", values });

test("SignalWindow multiplies fractions and saturates", () => {
  const node = { inputs: [int16(4), table(4096, 2048, -4096, 32767)], outputs: [int16(4)], attributes: { shift: 12 } };
  expect(run(signalWindow, node, [100, 101, -32768, 32767])).toEqual([100, 50, 32767, 32767]);
  expect(violations(signalWindow, { ...node, inputs: [int16(4), table(1, 2, 3)] })).toEqual([
    "whole-windows: 4 samples, 3 weights",
  ]);
});

test("SignalFftAutoScale fills the type", () => {
  const node = { inputs: [int16(3)], outputs: [int16(3), { shape: [], dtype: "int32" as const }], attributes: {} };
  expect(run(signalFftAutoScale, node, [5, -3, 0])).toEqual([5 << 12, -3 << 12, 0]);
  expect(run(signalFftAutoScale, node, [0, 0, 0])).toEqual([0, 0, 0]);
  // The magnitude of −32768 wraps in TFLM, so that smaller values after it count.
  expect(run(signalFftAutoScale, node, [-32768, 1, 0])).toEqual([0, 16384, 0]);
});

test("SignalRfft refuses lengths without radices and rows that do not fit", () => {
  const node = (fftLength: number, input = fftLength): OpCase<{ readonly fftLength: number }> => ({
    inputs: [int16(input)],
    outputs: [int16(fftLength + 2)],
    attributes: { fftLength },
  });
  expect(violations(signalRfft, node(512, 480))).toEqual([]);
  expect(violations(signalRfft, node(14))).toEqual(["fft-length: it is 14"]);
  expect(violations(signalRfft, node(2))).toEqual(["fft-length: it is 2"]);
  expect(violations(signalRfft, node(8, 9))[0]).toMatch(/^rows/);
});

test("SignalEnergy squares magnitudes within its range", () => {
  const node = { inputs: [int16(6)], outputs: [uint32(3)], attributes: { start: 1, end: 3 } };
  expect(run(signalEnergy, node, [9, 9, 3, -4, -32768, -32768])).toEqual([0, 25, 2 ** 31]);
  expect(violations(signalEnergy, { ...node, attributes: { start: 1, end: 4 } })).toHaveLength(1);
});

test("SignalFilterBank gives a bin to two neighbouring channels", () => {
  const node = {
    inputs: [uint32(4), table(0, 3, 5, 7), table(10, 20, 30, 0), table(0, 1, 3), table(0, 1, 3), table(1, 2, 1)],
    outputs: [{ shape: [2], dtype: "uint64" as const }],
    attributes: { channels: 2 },
  };
  // The first group only feeds channel 0: 10·1; then 3·2 + 5·3, passing on 20·2 + 30·3; then 7·4.
  expect(run(signalFilterBank, node, [1, 2, 3, 4])).toEqual([10 + 21, 130 + 28]);
  expect(violations(signalFilterBank, { ...node, attributes: { channels: 3 } })).not.toEqual([]);
});

test("square roots round to nearest, except at the ends of TFLM's two widths", () => {
  expect([0n, 1n, 2n, 3n, 6n, 7n].map(roundedRoot)).toEqual([0n, 1n, 1n, 2n, 2n, 3n]);
  expect(roundedRoot(0xffffffffn)).toBe(0xffffn);
  expect(roundedRoot(0x100000000n)).toBe(0x10000n);
  expect(roundedRoot(2n ** 64n - 1n)).toBe(0xffffffffn);
});

test("SignalFilterBankLog is a scaled natural logarithm", () => {
  const node = { inputs: [uint32(3)], outputs: [int16(3)], attributes: { correctionBits: 0, outputScale: 64 } };
  const values = run(signalFilterBankLog, node, [0, 1000, 0xffffffff]);
  expect(values[0]).toBe(0);
  expect(Math.abs((values[1] ?? 0) - 64 * Math.log(1000))).toBeLessThan(1);
  expect(Math.abs((values[2] ?? 0) - 64 * Math.log(2 ** 32))).toBeLessThan(1);
  expect([logarithmTable()[0], logarithmTable()[1], logarithmTable()[64], logarithmTable()[128]]).toEqual([
    0, 224, 5568, 0,
  ]);
});

test("SignalPCAN needs the whole table and keeps quiet channels quiet", () => {
  const gains = { shape: [125], dtype: "int16" as const, values: Array<number>(125).fill(64) };
  const node = { inputs: [uint32(2), uint32(2), gains], outputs: [uint32(2)], attributes: { snrShift: 6 } };
  expect(violations(signalPcan, node)).toEqual([]);
  expect(violations(signalPcan, { ...node, inputs: [uint32(2), uint32(2), table(1, 2, 3)] })[0]).toMatch(/^tables/);
  // Gain 1 below noise 3: x²/4 below 2 and x − 1 above, from 12 to 6 fractional bits.
  expect(run(signalPcan, node, [4096, 5 * 4096], [0, 1])).toEqual([16, 4 * 64]);
});

describe("streams", () => {
  test("SignalDelay", () => {
    const node = { inputs: [int16(1, 3)], outputs: [int16(1, 3)], attributes: { delay: 4 } };
    const outputs = runInvocations(signalDelay.op, node, [[[1, 2, 3]], [[4, 5, 6]], [[7, 8, 9]]]);
    expect(outputs.flat(2)).toEqual([0, 0, 0, 0, 1, 2, 3, 4, 5]);
  });

  test("SignalFramer with and without zeros at the start", () => {
    const node = (prefill: boolean) => ({
      inputs: [int16(1, 2)],
      outputs: [int16(1, 1, 3), flag],
      attributes: { frameSize: 3, frameStep: 2, prefill },
    });
    const samples = [[[1, 2]], [[3, 4]], [[5, 6]]];
    expect(runInvocations(signalFramer.op, node(true), samples)).toEqual([
      [[0, 1, 2], [1]],
      [[2, 3, 4], [1]],
      [[4, 5, 6], [1]],
    ]);
    expect(runInvocations(signalFramer.op, node(false), samples)).toEqual([
      [[0, 0, 0], [0]],
      [[1, 2, 3], [1]],
      [[3, 4, 5], [1]],
    ]);
  });

  test("SignalStacker repeats the first frame", () => {
    const attributes = { channels: 1, leftContext: 1, rightContext: 1, step: 2 };
    const node = { inputs: [int16(1)], outputs: [int16(3), flag], attributes };
    expect(runInvocations(signalStacker.op, node, [[[1]], [[2]], [[3]], [[4]]])).toEqual([
      [[0, 0, 0], [0]],
      [[1, 1, 2], [1]],
      [[0, 0, 0], [0]],
      [[2, 3, 4], [1]],
    ]);
  });

  test("SignalOverlapAdd saturates unfinished sums", () => {
    const node = { inputs: [int16(1, 3)], outputs: [int16(2)], attributes: { frameStep: 2 } };
    const outputs = runInvocations(signalOverlapAdd.op, node, [[[1, 2, 30000]], [[30000, 4, 5]]]);
    expect(outputs.flat(2)).toEqual([1, 2, 32767, 4]);
  });
});
