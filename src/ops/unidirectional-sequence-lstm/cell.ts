// SPDX-License-Identifier: Apache-2.0
/** Everything that an LSTM node computes with: sizes, the eight matrix products, the factors between the gates. */
import { invariant } from "../../diagnostics/tinygen-error.js";
import type { NodeView } from "../../ir/graph.js";
import { type Elements, fromBytes } from "../../ir/tensor-data.js";
import type { Tensor } from "../../ir/tensor.js";
import { quantizeMultiplier, type QuantizedMultiplier } from "../../quant/multiplier.js";
import { checkedLog2, type SigmoidScaling } from "../../quant/sigmoid-table.js";
import type { DenseSums } from "../shared/dense-sums.js";
import { affineOf, inputTensor } from "../shared/operands.js";
import type { LstmAttributes } from "./attributes.js";
import { CELL_STATE, GATE_INPUTS, GATES, type GateName, HIDDEN_STATE, INPUT } from "./inputs.js";

/** Scale of the sums before a gate's nonlinearity, Q3.12, and of what comes out of it, Q0.15. */
const NONLINEAR_INPUT_SCALE = 2 ** -12;
const NONLINEAR_OUTPUT_SCALE = 2 ** -15;

export interface LstmGate {
  readonly input: DenseSums;
  readonly recurrent: DenseSums;
}

export interface LstmCell {
  readonly timeMajor: boolean;
  readonly batches: number;
  readonly steps: number;
  readonly inputs: number;
  readonly units: number;
  readonly element: "int8" | "int16";
  readonly gates: Readonly<Record<GateName, LstmGate>>;
  /** Forget gate times cell state, input gate times cell gate, tanh of the cell times output gate. */
  readonly forgetFactor: QuantizedMultiplier;
  readonly inputFactor: QuantizedMultiplier;
  readonly outputFactor: QuantizedMultiplier;
  readonly hiddenZeroPoint: number;
  /** Bound of the stored cell state's magnitude. */
  readonly clip: number | undefined;
  /** Argument of tanh for a stored cell state. */
  readonly tanh: SigmoidScaling;
}

/** Scaling of gate sums for both nonlinearities: Q3.12 times 3 (tflite's Sigmoid and Tanh in lstm_eval.cc). */
export const GATE_SCALING: SigmoidScaling = { multiplier: 3, shift: 0 };

export function lstmCell(view: NodeView<LstmAttributes>): LstmCell {
  const { timeMajor, cellClip } = view.node.attributes;
  const [input, hidden, cell] = [INPUT, HIDDEN_STATE, CELL_STATE].map((index) => inputTensor(view, index)) as [
    Tensor,
    Tensor,
    Tensor,
  ];
  const [first = 1, second = 1, inputs = 1] = input.shape;
  const cellScale = affineOf(cell).scale;
  const { forget, input: inputFactor, output } = interGateScales(view);
  return {
    timeMajor,
    batches: timeMajor ? second : first,
    steps: timeMajor ? first : second,
    inputs,
    units: inputTensor(view, GATE_INPUTS.input.bias).shape[0] ?? 1,
    element: input.dtype === "int16" ? "int16" : "int8",
    gates: Object.fromEntries(GATES.map((gate) => [gate, gateOf(view, gate)])) as Record<GateName, LstmGate>,
    forgetFactor: quantizeMultiplier(forget),
    inputFactor: quantizeMultiplier(inputFactor),
    outputFactor: quantizeMultiplier(output),
    hiddenZeroPoint: affineOf(hidden).zeroPoint,
    clip: cellClip > 0 ? Math.trunc(Math.min(Math.max(cellClip / cellScale, -32768), 32767)) : undefined,
    tanh: cellTanhScaling(cellScale),
  };
}

/** Factors of the products between the gates (tflite::PrepareGateParametersInteger); all in double. */
export function interGateScales(view: NodeView): Readonly<Record<"forget" | "input" | "output", number>> {
  const cellScale = affineOf(inputTensor(view, CELL_STATE)).scale;
  const product = NONLINEAR_OUTPUT_SCALE * NONLINEAR_OUTPUT_SCALE;
  return {
    forget: (NONLINEAR_OUTPUT_SCALE * cellScale) / cellScale,
    input: product / cellScale,
    output: product / affineOf(inputTensor(view, HIDDEN_STATE)).scale,
  };
}

/** Real factor from the sums of one matrix to Q3.12; the two scales are multiplied in float32. */
export function gateScale(vector: Tensor, weights: Tensor): number {
  return Math.fround(affineOf(vector).scale * affineOf(weights).scale) / NONLINEAR_INPUT_SCALE;
}

/** Exponent of the power of two nearest to the cell's scale. */
export function cellScalePower(cellScale: number): number {
  return checkedLog2(cellScale).exponent;
}

// tflite's Tanh in lstm_eval.cc: a shift to the left becomes part of the multiplier.
function cellTanhScaling(cellScale: number): SigmoidScaling {
  const left = 12 + cellScalePower(cellScale);
  return left >= 0 ? { multiplier: 3 * 2 ** left, shift: 0 } : { multiplier: 3, shift: -left };
}

function gateOf(view: NodeView, gate: GateName): LstmGate {
  const places = GATE_INPUTS[gate];
  return {
    input: sumsOf(view, INPUT, places.input, places.bias),
    recurrent: sumsOf(view, HIDDEN_STATE, places.recurrent, undefined),
  };
}

function sumsOf(view: NodeView, vectorIndex: number, weightsIndex: number, biasIndex: number | undefined): DenseSums {
  const vector = inputTensor(view, vectorIndex);
  const weights = inputTensor(view, weightsIndex);
  const [rows = 1, depth = 1] = weights.shape;
  const element = vector.dtype === "int16" ? "int16" : "int8";
  return {
    weights: constantElements(weights) as Int8Array,
    rows,
    depth,
    bias: biasIndex === undefined ? undefined : (constantElements(inputTensor(view, biasIndex)) as Int32Array),
    element,
    inputZeroPoint: affineOf(vector).zeroPoint,
    factor: quantizeMultiplier(gateScale(vector, weights)),
    accumulator: element === "int16" ? "int64" : "int32",
  };
}

function constantElements(tensor: Tensor): Elements {
  invariant(tensor.storage.kind === "constant", "weights and biases of an LSTM are constants");
  return fromBytes(tensor, tensor.storage.data).data;
}
