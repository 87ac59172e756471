// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of UNIDIRECTIONAL_SEQUENCE_LSTM: tflite::EvalLstm with lstm_internal::LstmStep. */
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import { integerRange } from "../../quant/activation.js";
import { clamp, multiplyByQuantizedMultiplier } from "../../quant/fixed-point.js";
import type { QuantizedMultiplier } from "../../quant/multiplier.js";
import { sigmoidInt16, sigmoidTable } from "../../quant/sigmoid-table.js";
import { tanhInt16 } from "../../quant/tanh.js";
import { scaledSum } from "../shared/dense-sums.js";
import { inputData, type NumericElements, numericElements, outputTensor } from "../shared/operands.js";
import type { LstmAttributes } from "./attributes.js";
import { GATE_SCALING, type LstmCell, lstmCell, type LstmGate } from "./cell.js";
import { CELL_STATE, HIDDEN_STATE, INPUT } from "./inputs.js";

interface Step {
  readonly x: NumericElements;
  readonly xStart: number;
  readonly hidden: NumericElements;
  readonly cell: NumericElements;
  /** First element of the batch in both states. */
  readonly stateStart: number;
}

export function evaluateLstm(
  view: NodeView<LstmAttributes>,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  const lstm = lstmCell(view);
  const { batches, steps, units, timeMajor } = lstm;
  const [x, hidden, cell] = [INPUT, HIDDEN_STATE, CELL_STATE].map((i) => numericElements(inputData(inputs, i))) as [
    NumericElements,
    NumericElements,
    NumericElements,
  ];
  const output = allocate(outputTensor(view));
  for (let batch = 0; batch < batches; batch++) {
    for (let time = 0; time < steps; time++) {
      const row = timeMajor ? time * batches + batch : batch * steps + time;
      const next = runStep(lstm, { x, xStart: row * lstm.inputs, hidden, cell, stateStart: batch * units });
      hidden.set(next, batch * units);
      numericElements(output).set(next, row * units);
    }
  }
  return [output];
}

const table = sigmoidTable();

// Updates the cell state and returns the new hidden state of the batch.
function runStep(lstm: LstmCell, step: Step): number[] {
  const { gates, units, clip } = lstm;
  const { min, max } = integerRange(lstm.element);
  return Array.from({ length: units }, (_, unit) => {
    const sum = (gate: LstmGate): number =>
      saturate(
        saturate(scaledSum(gate.input, step.x, step.xStart, unit)) +
          saturate(scaledSum(gate.recurrent, step.hidden, step.stateStart, unit)),
      );
    const forget = sigmoidInt16(sum(gates.forget), GATE_SCALING, table);
    const admit = sigmoidInt16(sum(gates.input), GATE_SCALING, table);
    const candidate = tanhInt16(sum(gates.cell), GATE_SCALING, table);
    const release = sigmoidInt16(sum(gates.output), GATE_SCALING, table);
    const at = step.stateStart + unit;
    const kept = saturate(scale(forget * (step.cell[at] ?? 0), lstm.forgetFactor));
    const added = saturate(scale(admit * candidate, lstm.inputFactor));
    const sumOfBoth = saturate(kept + added);
    const cell = clip === undefined ? sumOfBoth : Math.max(Math.min(clip, sumOfBoth), -clip);
    step.cell[at] = cell;
    const squashed = tanhInt16(cell, lstm.tanh, table);
    return clamp((scale(squashed * release, lstm.outputFactor) + lstm.hiddenZeroPoint) | 0, min, max);
  });
}

function scale(product: number, { multiplier, shift }: QuantizedMultiplier): number {
  return multiplyByQuantizedMultiplier(product, multiplier, shift);
}

function saturate(value: number): number {
  return clamp(value, -32768, 32767);
}
