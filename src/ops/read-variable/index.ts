// SPDX-License-Identifier: Apache-2.0
/** READ_VARIABLE: copies a resource variable to a tensor. */
import { byteSize } from "../../ir/tensor.js";
import { defineOp, type Signature } from "../definition.js";
import { readNoAttributes } from "../shared/no-attributes.js";
import { outputTensor } from "../shared/operands.js";
import { PLAIN_TYPES } from "../shared/plain-types.js";
import { handleIsKnown, handleKey } from "../shared/resource-handle.js";
import { readVariableScalar } from "./aot/scalar.js";
import { evaluateReadVariable } from "./reference.js";
import { readVariableTflm } from "./tflm.js";

export const readVariable = defineOp({
  op: "READ_VARIABLE",
  resolverCall: "AddReadVariable",
  summary: "Copies a resource variable to a tensor.",
  maxVersion: 1,
  signatures: PLAIN_TYPES.map((dtype): Signature => ({ inputs: ["resource"], outputs: [dtype] })),
  resources(view) {
    const key = handleKey(view);
    return key === undefined ? [] : [{ key, size: byteSize(outputTensor(view)) }];
  },
  readAttributes: readNoAttributes,
  constraints: [handleIsKnown],
  evaluate: evaluateReadVariable,
  work: () => ({ macs: 0 }),
  aot: [readVariableScalar],
  tflm: readVariableTflm,
});
