// SPDX-License-Identifier: Apache-2.0
/** MEAN: arithmetic mean over any set of axes. */
import { defineOp } from "../definition.js";
import { keepsChannels } from "../shared/reduce-axes.js";
import { meanScalar } from "./aot/scalar.js";
import { readMeanAttributes } from "./attributes.js";
import { meanConstraints } from "./constraints.js";
import { evaluateMean } from "./reference.js";
import { meanAxes } from "./rescale.js";
import { meanTflm } from "./tflm.js";

export const mean = defineOp({
  op: "MEAN",
  resolverCall: "AddMean",
  summary: "Arithmetic mean over any set of axes, rescaled to the output.",
  maxVersion: 3,
  signatures: [
    { inputs: ["int8", "int32"], outputs: ["int8"] },
    { inputs: ["int16", "int32"], outputs: ["int16"] },
  ],
  constantInputs: [1],
  readAttributes: readMeanAttributes,
  constraints: meanConstraints,
  monotoneByChannel: (view) => keepsChannels(view, meanAxes(view)),
  evaluate: evaluateMean,
  work: () => ({ macs: 0 }),
  aot: [meanScalar],
  tflm: meanTflm,
});
