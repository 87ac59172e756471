// SPDX-License-Identifier: Apache-2.0
/** What TFLM's SVDF accepts (PrepareSvdf). */
import { shapeText } from "../../ir/shape.js";
import { quantizeMultiplier } from "../../quant/multiplier.js";
import type { Constraint } from "../definition.js";
import { perTensorQuantized, rankIs } from "../shared/constraints.js";
import { affineOf, inputTensor, outputTensor } from "../shared/operands.js";
import { variableInputs } from "../shared/variable-inputs.js";
import type { SvdfAttributes } from "./attributes.js";
import { BIAS, FEATURE_WEIGHTS, INPUT, STATE, svdfScales, TIME_WEIGHTS } from "./filters.js";

const wholeUnits: Constraint<SvdfAttributes> = {
  id: "rank-divides-filters",
  says: "the rank must be positive and divide the number of filters",
  violation(view) {
    const { rank } = view.node.attributes;
    const [filters = 0] = inputTensor(view, FEATURE_WEIGHTS).shape;
    return rank > 0 && filters % rank === 0 ? undefined : `rank ${rank}, ${filters} filters`;
  },
};

const matchingShapes: Constraint<SvdfAttributes> = {
  id: "shapes",
  says: "with an input BxI, the weights must be FxI and FxM, the bias U = F / rank, the state Bx(F*M) and the output BxU",
  violation(view) {
    const [batches = 0, depth = 0] = inputTensor(view, INPUT).shape;
    const [filters = 0] = inputTensor(view, FEATURE_WEIGHTS).shape;
    const [, memory = 0] = inputTensor(view, TIME_WEIGHTS).shape;
    const units = filters / view.node.attributes.rank;
    const rules = [
      { name: "the feature weights", tensor: inputTensor(view, FEATURE_WEIGHTS), shape: [filters, depth] },
      { name: "the time weights", tensor: inputTensor(view, TIME_WEIGHTS), shape: [filters, memory] },
      { name: "the bias", tensor: inputTensor(view, BIAS), shape: [units] },
      { name: "the state", tensor: inputTensor(view, STATE), shape: [batches, memory * filters] },
      { name: "the output", tensor: outputTensor(view), shape: [batches, units] },
    ];
    const broken = rules.find(({ tensor, shape }) => shapeText(tensor.shape) !== shapeText(shape));
    return broken && `${broken.name} is ${shapeText(broken.tensor.shape)}, not ${shapeText(broken.shape)}`;
  },
};

const biasScale: Constraint<SvdfAttributes> = {
  id: "bias-scale",
  says: "the bias scale must be the product of the scales of state and time weights, within 1e-5",
  code: "TG2007",
  violation(view) {
    const product = Math.fround(
      affineOf(inputTensor(view, STATE)).scale * affineOf(inputTensor(view, TIME_WEIGHTS)).scale,
    );
    const { scale } = affineOf(inputTensor(view, BIAS));
    return Math.abs(scale - product) < 1e-5 ? undefined : `${scale} instead of ${product}`;
  },
};

const factors: Constraint<SvdfAttributes> = {
  id: "factors",
  says: "the scales must give factors that are positive and below 2^30",
  code: "TG2007",
  violation(view) {
    const { features, times } = svdfScales(view);
    const wrong = [features, times].find(
      (factor) => !(factor > 0) || !Number.isFinite(factor) || quantizeMultiplier(factor).shift > 30,
    );
    return wrong === undefined ? undefined : `one is ${wrong}`;
  },
};

export const svdfConstraints: readonly Constraint<SvdfAttributes>[] = [
  rankIs(2, { inputs: [INPUT, FEATURE_WEIGHTS, TIME_WEIGHTS, STATE], outputs: [0] }),
  wholeUnits,
  matchingShapes,
  variableInputs([STATE]),
  perTensorQuantized({ inputs: [INPUT, FEATURE_WEIGHTS, TIME_WEIGHTS, STATE], outputs: [0] }),
  biasScale,
  factors,
];
