// SPDX-License-Identifier: Apache-2.0
/** UNIDIRECTIONAL_SEQUENCE_LSTM: constraints, nearness to the real LSTM, states between invocations. */
import { expect, test } from "vitest";
import { affine, violations } from "../../../test/support/one-node.js";
import type { CaseTensor, OpCase } from "../../../test/support/op-case.js";
import { runInvocations } from "../../../test/support/stateful-node.js";
import type { LstmAttributes } from "./attributes.js";
import { unidirectionalSequenceLstm as lstm } from "./index.js";
import { BIAS_INPUTS, CELL_STATE, HIDDEN_STATE, INPUT, INPUT_COUNT, WEIGHT_INPUTS } from "./inputs.js";

const X_SCALE = 1 / 64;
const W_SCALE = 1 / 32;
const H_SCALE = 1 / 128;

/** One unit, one input, one batch; all weights are 32/32 = 1 and all biases 0. */
const node = (
  attributes: Partial<LstmAttributes> = {},
  change: { readonly [index: number]: Partial<CaseTensor> } = {},
  steps = 1,
): OpCase<LstmAttributes> => ({
  inputs: Array.from({ length: INPUT_COUNT }, (_, index): CaseTensor | undefined => {
    const tensor = ((): CaseTensor | undefined => {
      if (index === INPUT) return { shape: [1, steps, 1], dtype: "int8", quantization: affine(X_SCALE) };
      if (index === HIDDEN_STATE)
        return { shape: [1, 1], dtype: "int8", quantization: affine(H_SCALE), variable: true };
      if (index === CELL_STATE)
        return { shape: [1, 1], dtype: "int16", quantization: affine(2 ** -11), variable: true };
      if (WEIGHT_INPUTS.includes(index))
        return { shape: [1, 1], dtype: "int8", quantization: affine(W_SCALE), values: [32] };
      return BIAS_INPUTS.includes(index) ? { shape: [1], dtype: "int32", values: [0] } : undefined;
    })();
    return tensor === undefined ? undefined : { ...tensor, ...change[index] };
  }),
  outputs: [{ shape: [1, steps, 1], dtype: "int8", quantization: affine(H_SCALE) }],
  attributes: { activation: "TANH", cellClip: 0, timeMajor: false, ...attributes },
});

test("accepts a layer as converters make it, in both orders", () => {
  expect(violations(lstm, node())).toEqual([]);
  expect(violations(lstm, node({ timeMajor: true }))).toEqual([]);
});

test("refuses variants and what TFLM would compute wrongly", () => {
  const inputs = [...node().inputs];
  inputs[9] = { shape: [1], dtype: "int8", values: [1] };
  expect(violations(lstm, { ...node(), inputs })).toEqual(["signature"]);
  expect(violations(lstm, node({ activation: "RELU" }))).toEqual(["activation: RELU"]);
  expect(violations(lstm, node({}, { 5: { shape: [1, 2], values: [1, 2] } }))).toEqual([
    "shapes: the input gate's recurrent weights is 1x2, not 1x1",
  ]);
  expect(violations(lstm, node({}, { 1: { quantization: affine(W_SCALE, 3) } }))).toEqual([
    "symmetric-weights: that of input 1 is not",
  ]);
  expect(violations(lstm, node({}, { [CELL_STATE]: { quantization: affine(64) } }))[0]).toMatch(/^cell-scale/);
});

/** The cell in real numbers. */
function realStep(x: number, state: { h: number; c: number }): number {
  const sigmoid = (v: number): number => 1 / (1 + Math.exp(-v));
  const z = x + state.h;
  state.c = sigmoid(z) * state.c + sigmoid(z) * Math.tanh(z);
  state.h = sigmoid(z) * Math.tanh(state.c);
  return state.h;
}

test("follows the real LSTM and keeps its states", () => {
  const inputs = [64, -64, 32, 127, 0, -128];
  const outputs = runInvocations(
    "UNIDIRECTIONAL_SEQUENCE_LSTM",
    node(),
    inputs.map((x) => [[x]]),
  );
  const state = { h: 0, c: 0 };
  inputs.forEach((x, i) => {
    const real = realStep(x * X_SCALE, state);
    expect(Math.abs((outputs[i]?.[0]?.[0] ?? 0) * H_SCALE - real)).toBeLessThan(0.02);
  });
});

test("a sequence in one invocation is the same as step by step", () => {
  const inputs = [64, -64, 32, 127];
  const single = runInvocations(
    "UNIDIRECTIONAL_SEQUENCE_LSTM",
    node(),
    inputs.map((x) => [[x]]),
  );
  const whole = runInvocations("UNIDIRECTIONAL_SEQUENCE_LSTM", node({}, {}, 4), [[inputs]]);
  expect(whole[0]?.[0]).toEqual(single.map((outputs) => outputs[0]?.[0]));
});

test("clips the cell state", () => {
  const outputs = runInvocations("UNIDIRECTIONAL_SEQUENCE_LSTM", node({ cellClip: 0.25 }), [[[127]], [[127]], [[127]]]);
  const largest = Math.max(...outputs.map((output) => output[0]?.[0] ?? 0));
  expect(largest * H_SCALE).toBeLessThanOrEqual(Math.tanh(0.25) + 0.01);
});
