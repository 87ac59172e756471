// SPDX-License-Identifier: Apache-2.0
/** What TFLM's UNIDIRECTIONAL_SEQUENCE_LSTM accepts (ValidateTensorStatus, ValidateTensorSize, Prepare). */
import { elementCount, shapeText } from "../../ir/shape.js";
import type { Tensor } from "../../ir/tensor.js";
import { quantizeMultiplier } from "../../quant/multiplier.js";
import type { Constraint } from "../definition.js";
import { perTensorQuantized, rankIs } from "../shared/constraints.js";
import { affineOf, inputTensor, outputTensor } from "../shared/operands.js";
import { variableInputs } from "../shared/variable-inputs.js";
import type { LstmAttributes } from "./attributes.js";
import { cellScalePower, gateScale, interGateScales } from "./cell.js";
import { CELL_STATE, GATE_INPUTS, GATES, HIDDEN_STATE, INPUT, WEIGHT_INPUTS } from "./inputs.js";

const tanhCell: Constraint<LstmAttributes> = {
  id: "activation",
  says: "the activation must be TANH",
  violation: ({ node: { attributes } }) => (attributes.activation === "TANH" ? undefined : attributes.activation),
};

const matchingShapes: Constraint<LstmAttributes> = {
  id: "shapes",
  says:
    "with inputs of depth I and U units, input weights must be UxI, recurrent weights UxU, biases U, " +
    "states batch*U and the output of the input's shape with depth U",
  violation(view) {
    const [first = 0, second = 0, depth = 0] = inputTensor(view, INPUT).shape;
    const batches = view.node.attributes.timeMajor ? second : first;
    const hidden = inputTensor(view, HIDDEN_STATE);
    const units = hidden.shape[1] ?? elementCount(hidden.shape) / batches;
    const rules: { name: string; tensor: Tensor; shape: readonly number[] }[] = [
      ...GATES.flatMap((gate) => [
        {
          name: `the ${gate} gate's input weights`,
          tensor: inputTensor(view, GATE_INPUTS[gate].input),
          shape: [units, depth],
        },
        {
          name: `the ${gate} gate's recurrent weights`,
          tensor: inputTensor(view, GATE_INPUTS[gate].recurrent),
          shape: [units, units],
        },
        { name: `the ${gate} gate's bias`, tensor: inputTensor(view, GATE_INPUTS[gate].bias), shape: [units] },
      ]),
      { name: "the output", tensor: outputTensor(view), shape: [first, second, units] },
    ];
    const broken = rules.find(({ tensor, shape }) => shapeText(tensor.shape) !== shapeText(shape));
    if (broken !== undefined)
      return `${broken.name} is ${shapeText(broken.tensor.shape)}, not ${shapeText(broken.shape)}`;
    const state = [HIDDEN_STATE, CELL_STATE].find((i) => elementCount(inputTensor(view, i).shape) !== batches * units);
    return state === undefined ? undefined : `state input ${state} is ${shapeText(inputTensor(view, state).shape)}`;
  },
};

const symmetricWeights: Constraint<LstmAttributes> = {
  id: "symmetric-weights",
  says: "the zero points of the weights and of the cell state must be 0",
  code: "TG2007",
  violation(view) {
    const index = [...WEIGHT_INPUTS, CELL_STATE].find((i) => affineOf(inputTensor(view, i)).zeroPoint !== 0);
    return index === undefined ? undefined : `that of input ${index} is not`;
  },
};

// TFLM's tanh shifts by 12 more than this exponent; beyond these bounds it overflows.
const SMALLEST_POWER = -42;
const LARGEST_POWER = 2;

const cellScale: Constraint<LstmAttributes> = {
  id: "cell-scale",
  says: `the scale of the cell state must lie between 2^${SMALLEST_POWER} and 2^${LARGEST_POWER}`,
  code: "TG2007",
  violation(view) {
    const { scale } = affineOf(inputTensor(view, CELL_STATE));
    const power = cellScalePower(scale);
    return power >= SMALLEST_POWER && power <= LARGEST_POWER ? undefined : `it is ${scale}`;
  },
};

// MultiplyByQuantizedMultiplier shifts left by at most 30 bits, its 64-bit form by at most 7.
const factors: Constraint<LstmAttributes> = {
  id: "factors",
  says: "the scales must give factors that are positive and below 2^30 (2^7 for the sums of int16 layers)",
  code: "TG2007",
  violation(view) {
    const input = inputTensor(view, INPUT);
    const hidden = inputTensor(view, HIDDEN_STATE);
    const limit = input.dtype === "int16" ? 7 : 30;
    const sums = GATES.flatMap((gate) => [
      gateScale(input, inputTensor(view, GATE_INPUTS[gate].input)),
      gateScale(hidden, inputTensor(view, GATE_INPUTS[gate].recurrent)),
    ]);
    const allowed = (factor: number, shift: number): boolean =>
      factor > 0 && Number.isFinite(factor) && quantizeMultiplier(factor).shift <= shift;
    const wrong =
      sums.find((factor) => !allowed(factor, limit)) ??
      Object.values(interGateScales(view)).find((factor) => !allowed(factor, 30));
    return wrong === undefined ? undefined : `one is ${wrong}`;
  },
};

export const lstmConstraints: readonly Constraint<LstmAttributes>[] = [
  tanhCell,
  rankIs(3, { inputs: [INPUT], outputs: [0] }),
  variableInputs([HIDDEN_STATE, CELL_STATE]),
  matchingShapes,
  perTensorQuantized({ inputs: [INPUT, ...WEIGHT_INPUTS, HIDDEN_STATE, CELL_STATE] }),
  symmetricWeights,
  cellScale,
  factors,
];
