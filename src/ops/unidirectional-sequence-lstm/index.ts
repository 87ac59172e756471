// SPDX-License-Identifier: Apache-2.0
/** UNIDIRECTIONAL_SEQUENCE_LSTM: an LSTM layer over a sequence. */
import { defineOp, type Signature, type SignatureType } from "../definition.js";
import { lstmArmDsp } from "./aot/arm-dsp.js";
import { lstmArmMve } from "./aot/arm-mve.js";
import { lstmScalar } from "./aot/scalar.js";
import { readLstmAttributes } from "./attributes.js";
import { lstmConstraints } from "./constraints.js";
import { BIAS_INPUTS, CELL_STATE, HIDDEN_STATE, INPUT, INPUT_COUNT, WEIGHT_INPUTS } from "./inputs.js";
import { evaluateLstm } from "./reference.js";
import { unidirectionalSequenceLstmTflm } from "./tflm.js";
import { lstmWork } from "./work.js";

// Peepholes, projection and layer normalisation are left out by a "?" of a type that they never have.
const ABSENT: SignatureType = "string?";

function signature(element: "int8" | "int16", bias: "int32" | "int64"): Signature {
  const inputs = Array.from({ length: INPUT_COUNT }, (_, index): SignatureType => {
    if (index === INPUT || index === HIDDEN_STATE) return element;
    if (index === CELL_STATE) return "int16";
    if (WEIGHT_INPUTS.includes(index)) return "int8";
    return BIAS_INPUTS.includes(index) ? bias : ABSENT;
  });
  return { inputs, outputs: [element] };
}

export const unidirectionalSequenceLstm = defineOp({
  op: "UNIDIRECTIONAL_SEQUENCE_LSTM",
  resolverCall: "AddUnidirectionalSequenceLSTM",
  summary:
    "LSTM layer over a sequence, without peepholes, projection and layer normalisation; the states persist between invocations.",
  maxVersion: 4,
  signatures: [signature("int8", "int32"), signature("int16", "int64")],
  weightsInput: 1,
  constantInputs: [...WEIGHT_INPUTS, ...BIAS_INPUTS],
  readAttributes: readLstmAttributes,
  constraints: lstmConstraints,
  evaluate: evaluateLstm,
  work: lstmWork,
  aot: [lstmArmMve, lstmArmDsp, lstmScalar],
  tflm: unidirectionalSequenceLstmTflm,
});
