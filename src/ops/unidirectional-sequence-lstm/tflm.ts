// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of UNIDIRECTIONAL_SEQUENCE_LSTM (unidirectional_sequence_lstm.cc, lstm_shared.h). */
import type { NodeView } from "../../ir/graph.js";
import { elementBytes } from "../../ir/dtype.js";
import { input, output, type TflmScratch, tflmKernel } from "../shared/tflm-kernel.js";
import { inputTensor } from "../shared/operands.js";
import { ARITHMETIC_PARAMS, FULLY_CONNECTED_PARAMS } from "../shared/tflm-structs.js";
import { type Field, type StructLayout, times } from "../struct-layout.js";

const HIDDEN_STATE = 18;
const CELL_STATE = 19;
const SIZES: Field = ["byte", ...times(4, "word")];
const CELL_STATE_INFO: Field = ["word", "half", "word"];
const GATE: Field = [FULLY_CONNECTED_PARAMS, FULLY_CONNECTED_PARAMS];
const PRODUCTS = times(3, ARITHMETIC_PARAMS);

const DATA: StructLayout = [SIZES, CELL_STATE_INFO, "enum", ...times(4, GATE), PRODUCTS, ...times(4, "word")];
/** cmsis_nn_lstm_params: fifteen numbers, and for each gate factors, pointers and the kind of its function. */
const CMSIS_PARAMS: Field = [...times(15, "word"), ...times(4, [...times(9, "word"), "enum"])];

export const unidirectionalSequenceLstmTflm = tflmKernel({
  options: ["enum", "word", "word", "byte", "byte", "byte"],
  data: DATA,
  temporaries: ({ inputs }) => [...inputs.map((_, i) => input(i)), output(0)],
  scratch: (view) => gateBuffers(view, 4),
  cmsisNn: {
    data: [DATA, CMSIS_PARAMS],
    // Sums of the weights of every gate, for the inputs and for the hidden state.
    persistent(view) {
      const units = inputTensor(view, HIDDEN_STATE).shape[1] ?? 0;
      if (!isQuantized(view)) return [];
      const sum = units * (inputTensor(view, 0).dtype === "int16" ? 8 : 4);
      return Array.from({ length: 8 }, () => sum);
    },
    scratch: (view) => gateBuffers(view, isQuantized(view) ? 3 : 4),
  },
});

function isQuantized(view: NodeView): boolean {
  return inputTensor(view, CELL_STATE).dtype === "int16";
}

function gateBuffers(view: NodeView, count: number): readonly TflmScratch[] {
  const [hidden, cell] = [inputTensor(view, HIDDEN_STATE), inputTensor(view, CELL_STATE)];
  const [batches = 1, units = 1] = hidden.shape;
  const size = batches * units * elementBytes(cell.dtype);
  return Array.from({ length: count }, (_, slot) => ({ label: `gate buffer ${slot}`, size }));
}
