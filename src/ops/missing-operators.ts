// SPDX-License-Identifier: Apache-2.0
/** Builtin operators for which TFLM has no kernel but which a model can do without: what to convert to instead. */

const REPLACEMENTS: Readonly<Record<string, string>> = {
  GELU: "LOGISTIC and MUL (x · sigmoid(1.702 · x)), or RELU",
  LSTM: "UNIDIRECTIONAL_SEQUENCE_LSTM, from a Keras LSTM layer with unroll=False",
  ONE_HOT: "GATHER from a constant identity matrix",
  POW: "MUL or SQUARE for whole exponents",
  REDUCE_ANY: "REDUCE_ALL between two LOGICAL_NOT",
  RELU_0_TO_1: "MINIMUM and MAXIMUM with constants",
  RELU_N1_TO_1: "MINIMUM and MAXIMUM with constants, or the activation fused into the operator before it",
  SELECT: "SELECT_V2, which tf.where gives",
  SIGN: "GREATER, LESS and SELECT_V2",
  TILE: "BROADCAST_TO or CONCATENATION",
};

/** Operators that do the same, as text for a hint; undefined where none is known. */
export function replacementFor(op: string): string | undefined {
  return REPLACEMENTS[op];
}
