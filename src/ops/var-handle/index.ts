// SPDX-License-Identifier: Apache-2.0
/** VAR_HANDLE: names a resource variable. */
import { allocate } from "../../ir/tensor-data.js";
import { defineOp } from "../definition.js";
import { outputTensor } from "../shared/operands.js";
import { readVarHandleAttributes } from "./attributes.js";
import { varHandleTflm } from "./tflm.js";

export const varHandle = defineOp({
  op: "VAR_HANDLE",
  resolverCall: "AddVarHandle",
  summary: "Names a resource variable; resolved at compile time, runs no code.",
  maxVersion: 1,
  signatures: [{ inputs: [], outputs: ["resource"] }],
  resourceKey: ({ node: { attributes } }) => `${attributes.container}/${attributes.sharedName}`,
  readAttributes: readVarHandleAttributes,
  constraints: [],
  // Readers and writers find the variable by its key; the handle itself has no value.
  evaluate: (view) => [allocate(outputTensor(view))],
  work: () => ({ macs: 0 }),
  aot: [{ isa: "scalar", emit: () => undefined }],
  tflm: varHandleTflm,
});
