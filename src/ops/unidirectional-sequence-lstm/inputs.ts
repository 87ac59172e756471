// SPDX-License-Identifier: Apache-2.0
/** Positions of the LSTM's 24 inputs (tflite lstm_shared.h); the variants that the others belong to are not supported. */

export const INPUT = 0;
export const HIDDEN_STATE = 18;
export const CELL_STATE = 19;
export const INPUT_COUNT = 24;

export const GATES = ["input", "forget", "cell", "output"] as const;
export type GateName = (typeof GATES)[number];

/** Weights for the input, weights for the hidden state, bias of each gate. */
export const GATE_INPUTS: Readonly<
  Record<GateName, { readonly input: number; readonly recurrent: number; readonly bias: number }>
> = {
  input: { input: 1, recurrent: 5, bias: 12 },
  forget: { input: 2, recurrent: 6, bias: 13 },
  cell: { input: 3, recurrent: 7, bias: 14 },
  output: { input: 4, recurrent: 8, bias: 15 },
};

export const WEIGHT_INPUTS: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8];
export const BIAS_INPUTS: readonly number[] = [12, 13, 14, 15];
