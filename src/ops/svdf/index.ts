// SPDX-License-Identifier: Apache-2.0
/** SVDF: a dense layer over the newest frame and a weighted sum over the last frames, per unit. */
import { defineOp } from "../definition.js";
import { svdfScalar } from "./aot/scalar.js";
import { readSvdfAttributes } from "./attributes.js";
import { svdfConstraints } from "./constraints.js";
import { BIAS, FEATURE_WEIGHTS, TIME_WEIGHTS } from "./filters.js";
import { evaluateSvdf } from "./reference.js";
import { svdfTflm } from "./tflm.js";
import { svdfWork } from "./work.js";

export const svdf = defineOp({
  op: "SVDF",
  resolverCall: "AddSvdf",
  summary: "Rank-decomposed dense layer over the last frames of a stream; remembers their features.",
  maxVersion: 4,
  signatures: [
    { inputs: ["int8", "int8", "int16", "int32", "int16"], outputs: ["int8"] },
    { inputs: ["int8", "int8", "int8", "int32", "int8"], outputs: ["int8"] },
  ],
  weightsInput: FEATURE_WEIGHTS,
  constantInputs: [FEATURE_WEIGHTS, TIME_WEIGHTS, BIAS],
  readAttributes: readSvdfAttributes,
  constraints: svdfConstraints,
  evaluate: evaluateSvdf,
  work: svdfWork,
  aot: [svdfScalar],
  tflm: svdfTflm,
});
