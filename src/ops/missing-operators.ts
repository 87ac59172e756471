// SPDX-License-Identifier: Apache-2.0
/** Operators that are refused by name: why, and what to convert to instead. */
import { BuiltinOperator } from "../tflite-schema/generated/enums.js";

export interface RefusedOperator {
  /** Builtin name of the schema, or CUSTOM:<code>. */
  readonly op: string;
  readonly reason: string;
  /** Operators that do the same, as the end of a sentence that begins with "use"; absent where none is known. */
  readonly instead?: string;
}

// The registry has every builtin operator of TFLM's MicroMutableOpResolver, so this holds for all the others.
const NO_KERNEL = "TFLM has no kernel for it";

const INSTEAD: Readonly<Record<string, string>> = {
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

/** Custom operators that TFLM, or a compiler for it, knows and tinygen does not. */
const CUSTOM: readonly RefusedOperator[] = [
  {
    op: "CUSTOM:CIRCULAR_BUFFER",
    reason: "it ends an invocation early until enough frames have come, so that outputs are not always written",
    instead: "a resource variable (READ_VARIABLE, CONCATENATION, ASSIGN_VARIABLE), as streaming Keras models export it",
  },
  {
    op: "CUSTOM:TFLM_DECODE",
    reason: "it unpacks weights that TFLM's compression tool has packed",
    instead: "the model from before the compression",
  },
  {
    op: "CUSTOM:edgetpu-custom-op",
    reason: "it holds code for a Coral Edge TPU",
    instead: "the .tflite from before edgetpu_compiler",
  },
  {
    op: "CUSTOM:ethos-u",
    reason: "it holds commands for an Arm Ethos-U accelerator",
    instead: "the .tflite from before vela",
  },
];

// Not operators of their own: the mark of custom operators, and placeholders of the file format.
const NO_OPERATORS: readonly string[] = ["CUSTOM", "DELEGATE", "PLACEHOLDER_FOR_GREATER_OP_CODES"];

/** Every operator that the schema or a known tool can put into a file and that is not among `supported`. */
export function refusedOperators(supported: readonly string[]): readonly RefusedOperator[] {
  const names = new Set([...supported, ...NO_OPERATORS]);
  const builtin = Object.keys(BuiltinOperator)
    .filter((op) => !names.has(op))
    .sort()
    .map((op) => ({ op, reason: NO_KERNEL, ...(INSTEAD[op] === undefined ? {} : { instead: INSTEAD[op] }) }));
  return [...builtin, ...CUSTOM.filter(({ op }) => !names.has(op))];
}
