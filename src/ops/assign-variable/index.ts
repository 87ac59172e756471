// SPDX-License-Identifier: Apache-2.0
/** ASSIGN_VARIABLE: copies a tensor to a resource variable. */
import { firstZeroPoint } from "../../ir/quantization.js";
import { byteSize } from "../../ir/tensor.js";
import { defineOp, type Signature } from "../definition.js";
import { readNoAttributes } from "../shared/no-attributes.js";
import { inputTensor } from "../shared/operands.js";
import { PLAIN_TYPES } from "../shared/plain-types.js";
import { handleIsKnown, handleKey } from "../shared/resource-handle.js";
import { assignVariableScalar } from "./aot/scalar.js";
import { evaluateAssignVariable } from "./reference.js";
import { assignVariableTflm } from "./tflm.js";

export const assignVariable = defineOp({
  op: "ASSIGN_VARIABLE",
  resolverCall: "AddAssignVariable",
  summary: "Copies a tensor to a resource variable.",
  maxVersion: 1,
  signatures: PLAIN_TYPES.map((dtype): Signature => ({ inputs: ["resource", dtype], outputs: [] })),
  resources(view) {
    const key = handleKey(view);
    const value = inputTensor(view, 1);
    // As in TFLM, every byte starts as the zero point cut to int8, whatever the element type is.
    const resetByte = value.quantization === undefined ? 0 : firstZeroPoint(value.quantization);
    return key === undefined ? [] : [{ key, size: byteSize(value), resetByte }];
  },
  readAttributes: readNoAttributes,
  constraints: [handleIsKnown],
  evaluate: evaluateAssignVariable,
  work: () => ({ macs: 0 }),
  aot: [assignVariableScalar],
  tflm: assignVariableTflm,
});
