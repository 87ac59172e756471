// SPDX-License-Identifier: Apache-2.0
/** SPLIT_V: cuts a tensor into parts of any sizes along one axis. */
import { defineOp, type Signature } from "../definition.js";
import { readNoAttributes } from "../shared/no-attributes.js";
import { splitConstraints } from "../shared/split-layout.js";
import { splitVScalar } from "./aot/scalar.js";
import { SPLIT_V_INPUTS } from "./layout.js";
import { evaluateSplitV } from "./reference.js";
import { splitVTflm } from "./tflm.js";

const TYPES = ["int8", "int16", "int32", "float32"] as const;

export const splitV = defineOp({
  op: "SPLIT_V",
  resolverCall: "AddSplitV",
  summary: "Cuts a tensor into parts of any sizes along one axis.",
  maxVersion: 2,
  signatures: TYPES.flatMap((dtype): Signature[] => [
    { inputs: [dtype, "int32", "int32"], outputs: [dtype], variadic: "outputs" },
    { inputs: [dtype, "int64", "int32"], outputs: [dtype], variadic: "outputs" },
  ]),
  constantInputs: [2],
  readAttributes: readNoAttributes,
  constraints: splitConstraints(SPLIT_V_INPUTS),
  evaluate: evaluateSplitV,
  work: () => ({ macs: 0 }),
  aot: [splitVScalar],
  tflm: splitVTflm,
});
